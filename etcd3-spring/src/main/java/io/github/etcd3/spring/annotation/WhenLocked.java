/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

/**
 * What becomes of a call while somebody else holds the lock of its method.
 */
public enum WhenLocked {

	/**
	 * It waits for the lock, and fails with a {@code LockNotAcquiredException} if it is
	 * not free in time.
	 */
	WAIT,

	/**
	 * It does nothing: returns {@code null}, or an empty {@code Optional} or a future of
	 * {@code null} where the method returns such a thing.
	 */
	SKIP,

	/**
	 * It fails with a {@code LockNotAcquiredException} at once.
	 */
	FAIL

}
