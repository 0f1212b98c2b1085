/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import io.github.etcd3.spring.EtcdCall;

/**
 * A thread that holds a lock wants it again. Locks are not reentrant: it would wait for
 * itself.
 */
public class NestedLockException extends IllegalStateException {

	/**
	 * Creates an exception.
	 * @param lockName the lock's name
	 */
	public NestedLockException(String lockName) {
		super("This thread holds the lock '" + EtcdCall.shown(lockName) + "' already, and locks are not reentrant: "
				+ "hand the EtcdLock on to the nested code instead of acquiring it again.");
	}

}
