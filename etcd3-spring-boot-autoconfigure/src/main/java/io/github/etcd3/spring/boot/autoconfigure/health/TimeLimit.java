/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;

import io.github.etcd3.spring.client.Ticker;

/**
 * What is left of the time for one look at the cluster.
 */
final class TimeLimit {

	private final Ticker ticker;

	private final Duration whole;

	private final long start;

	TimeLimit(Ticker ticker, Duration whole) {
		this.ticker = ticker;
		this.whole = whole;
		this.start = ticker.nanos();
	}

	Duration remaining() {
		return until(1);
	}

	/**
	 * The time until a share of the whole is used up.
	 * @param share from 0 to 1
	 * @return the time, at least a millisecond
	 */
	Duration until(double share) {
		long nanos = (long) (this.whole.toNanos() * share) - (this.ticker.nanos() - this.start);
		return Duration.ofNanos(Math.max(nanos, 1_000_000));
	}

}
