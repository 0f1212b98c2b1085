/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.contention.EtcdContention;

/**
 * Runs work under locks that exclude each other across threads and JVMs.
 */
public final class EtcdLockTemplate {

	/**
	 * Creates a template.
	 * @param contention the application's queues
	 * @param settings where locks live and how long to wait for one
	 */
	public EtcdLockTemplate(EtcdContention contention, EtcdLockSettings settings) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Runs work under a lock; waits for it as long as the settings say.
	 * @param name the lock's name: not empty, without a slash
	 * @param callback the work
	 * @param <T> the type of the result
	 * @param <X> what the work throws
	 * @return the result of the work
	 * @throws X what the work throws
	 * @throws LockNotAcquiredException if the lock was not free in time
	 * @throws LockLostException if the work ended after its lock was lost
	 * @throws NestedLockException if this thread holds the lock already
	 */
	public <T extends @Nullable Object, X extends Exception> T execute(String name, LockCallback<T, X> callback)
			throws X {
		throw new UnsupportedOperationException();
	}

	/**
	 * Runs work under a lock; waits for it as long as the settings say.
	 * @param name the lock's name: not empty, without a slash
	 * @param action the work
	 * @param <X> what the work throws
	 * @throws X what the work throws
	 */
	public <X extends Exception> void executeWithoutResult(String name, LockAction<X> action) throws X {
		throw new UnsupportedOperationException();
	}

	/**
	 * Runs work under a lock if it is free in time.
	 * @param name the lock's name: not empty, without a slash
	 * @param wait how long to wait at most; zero tries once
	 * @param callback the work
	 * @param <T> the type of the result
	 * @param <X> what the work throws
	 * @return whether it ran, and its result
	 * @throws X what the work throws
	 */
	public <T extends @Nullable Object, X extends Exception> LockResult<T> tryExecute(String name, Duration wait,
			LockCallback<T, X> callback) throws X {
		throw new UnsupportedOperationException();
	}

	/**
	 * Acquires a lock; waits for it as long as the settings say.
	 * @param name the lock's name: not empty, without a slash
	 * @return the lock, to be closed
	 */
	public EtcdLock acquire(String name) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Acquires a lock.
	 * @param name the lock's name: not empty, without a slash
	 * @param wait how long to wait at most; zero tries once
	 * @return the lock, to be closed
	 */
	public EtcdLock acquire(String name, Duration wait) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Acquires a lock if it is free now.
	 * @param name the lock's name: not empty, without a slash
	 * @return the lock, to be closed, or empty
	 */
	public Optional<EtcdLock> tryAcquire(String name) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Acquires a lock if it is free in time.
	 * @param name the lock's name: not empty, without a slash
	 * @param wait how long to wait at most; zero tries once
	 * @return the lock, to be closed, or empty
	 */
	public Optional<EtcdLock> tryAcquire(String name, Duration wait) {
		throw new UnsupportedOperationException();
	}

}
