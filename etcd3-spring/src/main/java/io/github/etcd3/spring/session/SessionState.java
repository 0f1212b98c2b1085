/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

/**
 * Where a session stands.
 */
public enum SessionState {

	/**
	 * No lease was needed yet. Becomes {@link #ACTIVE} with the first one.
	 */
	IDLE,

	/**
	 * There is a lease, and its last renewal was in time. Becomes {@link #SUSPENDED},
	 * {@link #LOST} or {@link #CLOSED}.
	 */
	ACTIVE,

	/**
	 * There is a lease, and its renewal is late. Becomes {@link #ACTIVE}, {@link #LOST}
	 * or {@link #CLOSED}.
	 */
	SUSPENDED,

	/**
	 * The last lease was lost, and there is no other yet. Becomes {@link #ACTIVE} with a
	 * new lease, or {@link #CLOSED}.
	 */
	LOST,

	/**
	 * Closed for good: there will be no other lease.
	 */
	CLOSED

}
