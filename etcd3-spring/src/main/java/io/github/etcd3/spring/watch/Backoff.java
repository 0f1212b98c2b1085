/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.function.DoubleSupplier;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;

/**
 * How long to wait after a failure before the next attempt: longer each time, and at
 * random, so that not all watches of all applications come back at once. What etcd
 * forbids is tried again rarely. Not thread-safe.
 */
final class Backoff {

	static final Duration LEAST = Duration.ofMillis(50);

	static final Duration GREATEST = Duration.ofSeconds(5);

	static final Duration FORBIDDEN = Duration.ofSeconds(30);

	/** Where doubling has passed the greatest pause for long; more would overflow. */
	private static final int MAX_DOUBLINGS = 10;

	private final DoubleSupplier random;

	private int failures;

	/** Takes numbers from 0 to below 1. */
	Backoff(DoubleSupplier random) {
		this.random = random;
	}

	/** Counts a failure. */
	Duration next(EtcdException failure) {
		int before = this.failures++;
		// The first refusal may be an old token's, which jetcd has thrown away by now.
		if (before > 0 && failure instanceof EtcdPermissionDeniedException) {
			return FORBIDDEN;
		}
		long limit = Math.min(GREATEST.toMillis(), LEAST.toMillis() << Math.min(before, MAX_DOUBLINGS));
		return Duration.ofMillis((long) (this.random.getAsDouble() * (limit + 1)));
	}

	/** How many attempts in a row have failed. */
	int failures() {
		return this.failures;
	}

	void reset() {
		this.failures = 0;
	}

}
