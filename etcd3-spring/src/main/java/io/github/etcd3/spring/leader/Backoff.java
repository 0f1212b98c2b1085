/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between failed campaigns: each about twice as long as the one before, and none
 * like another candidate's, so that they do not come back all at once. Used by one
 * thread.
 */
final class Backoff {

	static final Duration BASE = Duration.ofMillis(200);

	static final Duration CAP = Duration.ofSeconds(2);

	/** Where doubling has passed the cap for long; more would overflow. */
	private static final int MAX_DOUBLINGS = 16;

	private final DoubleSupplier random;

	private int failures;

	/** Takes numbers from 0 to below 1. */
	Backoff(DoubleSupplier random) {
		this.random = random;
	}

	/**
	 * Counts a failure; the pause after it is between a half and the whole of its limit.
	 */
	Duration next() {
		long limit = Math.min(CAP.toMillis(), BASE.toMillis() << Math.min(this.failures, MAX_DOUBLINGS));
		this.failures++;
		long half = limit / 2;
		return Duration.ofMillis(half + (long) (half * this.random.getAsDouble()));
	}

	/** Whether something failed since the last success. */
	boolean isFailing() {
		return this.failures > 0;
	}

	void reset() {
		this.failures = 0;
	}

}
