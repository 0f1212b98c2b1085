/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

/**
 * A candidate, as an application uses it. It campaigns from the start.
 */
interface Candidacy extends AutoCloseable {

	/** Stands again after a resignation. */
	void campaign();

	/** Gives leadership up; returns when that is done. */
	void resign();

	/** Writes a value; throws if that fails. */
	void write();

	/** Ends gracefully. */
	@Override
	void close();

}
