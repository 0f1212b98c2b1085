/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

/**
 * Time that only goes forward, so that deadlines can be tested without waiting. Never the
 * wall clock.
 */
@FunctionalInterface
public interface Ticker {

	/**
	 * The machine's monotonic clock.
	 */
	Ticker SYSTEM = System::nanoTime;

	/**
	 * The time now. Only differences have a meaning.
	 * @return nanoseconds from an arbitrary origin
	 */
	long nanos();

}
