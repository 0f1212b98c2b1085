/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;

/**
 * The work outlived its lock: from some moment on another may have held it too. What was
 * written through {@link EtcdLock#kv()} is safe: etcd rejects such writes from then on.
 */
public class LockLostException extends RuntimeException {

	private final String lockName;

	private final FencingToken token;

	/**
	 * Creates an exception.
	 * @param lockName the lock's name
	 * @param token the token of the hold that was lost
	 */
	public LockLostException(String lockName, FencingToken token) {
		super("The lock '" + EtcdCall.shown(lockName) + "' (token " + token
				+ ") was lost while its work was under way: "
				+ "its session's lease ended, its key was deleted, or it was held for as long as it may be. Check what the work did; "
				+ "a longer etcd.session.ttl survives longer outages.");
		this.lockName = lockName;
		this.token = token;
	}

	/**
	 * The lock's name.
	 * @return the name, without the prefix
	 */
	public final String getLockName() {
		return this.lockName;
	}

	/**
	 * The token of the hold that was lost.
	 * @return the token
	 */
	public final FencingToken getToken() {
		return this.token;
	}

}
