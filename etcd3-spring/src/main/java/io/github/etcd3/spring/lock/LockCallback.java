/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import org.jspecify.annotations.Nullable;

/**
 * Work under a lock, with a result.
 *
 * @param <T> the type of the result
 * @param <X> what the work throws
 */
@FunctionalInterface
public interface LockCallback<T extends @Nullable Object, X extends Exception> {

	/**
	 * Does the work, on the thread that acquired the lock.
	 * @param lock the lock that is held: its token, its fenced template, and whether it
	 * is still held
	 * @return the result
	 * @throws X if the work fails; the lock is released all the same
	 */
	T doWithLock(EtcdLock lock) throws X;

}
