/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.Random;

import io.github.etcd3.faults.history.Workload;

/**
 * Something an application does all the time, and records.
 */
interface Work {

	/**
	 * What it is recorded as.
	 * @return the workload
	 */
	Workload workload();

	/**
	 * How many do it at the same time.
	 * @return a number of threads
	 */
	default int threads() {
		return 1;
	}

	/**
	 * Begins, for one thread.
	 * @param random what to choose by
	 * @return what to repeat
	 */
	Step begin(Random random);

	/**
	 * A round of it, its pauses included.
	 */
	@FunctionalInterface
	interface Step {

		void run() throws InterruptedException;

	}

}
