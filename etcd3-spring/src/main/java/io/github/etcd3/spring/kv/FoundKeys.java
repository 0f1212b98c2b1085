/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

/**
 * Whether the next put will probably find its key. A guess that is wrong costs a call,
 * nothing else; so that threads may count past each other.
 */
final class FoundKeys {

	/** A wrong guess costs about ten times what a right one saves. */
	private static final int ENOUGH = 16;

	private volatile int inARow;

	boolean isLikely() {
		return this.inARow >= ENOUGH;
	}

	@SuppressWarnings("NonAtomicVolatileUpdate")
	void found() {
		if (this.inARow < ENOUGH) {
			this.inARow++;
		}
	}

	void missed() {
		this.inARow = 0;
	}

}
