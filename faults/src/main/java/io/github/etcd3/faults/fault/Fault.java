/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

/**
 * One fault, ready to begin.
 */
interface Fault {

	/**
	 * On what.
	 * @return for the report, such as {@code member-0}
	 */
	String target();

	/**
	 * Does it.
	 */
	void begin();

	/**
	 * Undoes it, as far as it was done; no effect if it was not.
	 */
	void end();

	/**
	 * A fault of two actions.
	 * @param target on what
	 * @param begin does it
	 * @param end undoes it
	 * @return the fault
	 */
	static Fault of(String target, Runnable begin, Runnable end) {
		return new Fault() {

			@Override
			public String target() {
				return target;
			}

			@Override
			public void begin() {
				begin.run();
			}

			@Override
			public void end() {
				end.run();
			}

		};
	}

}
