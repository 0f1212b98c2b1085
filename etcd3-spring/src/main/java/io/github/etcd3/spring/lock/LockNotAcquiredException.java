/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;

import io.github.etcd3.spring.EtcdCall;

/**
 * Somebody else held the lock as long as this one waited.
 */
public class LockNotAcquiredException extends RuntimeException {

	private final String lockName;

	/**
	 * Creates an exception.
	 * @param lockName the lock's name
	 * @param waited how long was waited
	 */
	public LockNotAcquiredException(String lockName, Duration waited) {
		super("The lock '" + EtcdCall.shown(lockName) + "' was not free within " + waited.toMillis()
				+ " ms. Wait longer (etcd.lock.wait-time), or use tryExecute or tryAcquire where that is no error.");
		this.lockName = lockName;
	}

	/**
	 * The lock's name.
	 * @return the name, without the prefix
	 */
	public final String getLockName() {
		return this.lockName;
	}

}
