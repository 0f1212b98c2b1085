/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.stereotype.Component;

/**
 * The pauses of the workloads, which end when the workloads are to end.
 */
@Component
final class Pace {

	private final CountDownLatch end = new CountDownLatch(1);

	/**
	 * Waits.
	 * @param milliseconds how long
	 * @return whether to go on
	 */
	boolean pause(long milliseconds) throws InterruptedException {
		return !this.end.await(milliseconds, TimeUnit.MILLISECONDS);
	}

	boolean goesOn() {
		return this.end.getCount() > 0;
	}

	void end() {
		this.end.countDown();
	}

}
