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
 * forbids is tried again more and more rarely; where only reading the state again helps,
 * the first time that is done at once. Not thread-safe.
 */
final class Backoff {

	static final Duration LEAST = Duration.ofMillis(50);

	static final Duration GREATEST = Duration.ofSeconds(5);

	static final Duration LEAST_FORBIDDEN = Duration.ofSeconds(1);

	static final Duration GREATEST_FORBIDDEN = Duration.ofSeconds(30);

	/** Where doubling has passed the greatest pause for long; more would overflow. */
	private static final int MAX_DOUBLINGS = 10;

	private final DoubleSupplier random;

	private int failures;

	private int refusals;

	private int reloads;

	/** Takes numbers from 0 to below 1. */
	Backoff(DoubleSupplier random) {
		this.random = random;
	}

	/** Counts a failure. */
	Duration next(EtcdException failure) {
		this.failures++;
		// The first refusal may be an old token's, which jetcd has thrown away by now.
		if (failure instanceof EtcdPermissionDeniedException && this.refusals++ > 0) {
			return doubled(LEAST_FORBIDDEN, this.refusals - 2, GREATEST_FORBIDDEN);
		}
		if (WatchTarget.needsState(failure) && this.reloads++ == 0) {
			return Duration.ZERO;
		}
		long limit = doubled(LEAST, this.failures - 1, GREATEST).toMillis();
		return Duration.ofMillis((long) (this.random.getAsDouble() * (limit + 1)));
	}

	private static Duration doubled(Duration least, int times, Duration greatest) {
		long doubled = least.toMillis() << Math.min(times, MAX_DOUBLINGS);
		return Duration.ofMillis(Math.min(greatest.toMillis(), doubled));
	}

	/** How many attempts in a row have failed. */
	int failures() {
		return this.failures;
	}

	void reset() {
		this.failures = 0;
		this.refusals = 0;
		this.reloads = 0;
	}

}
