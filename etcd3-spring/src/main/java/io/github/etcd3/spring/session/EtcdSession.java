/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import io.github.etcd3.spring.client.EtcdCalls;

/**
 * The session of an application with etcd: one lease that is kept alive.
 */
public final class EtcdSession implements AutoCloseable {

	/**
	 * Creates a session. It makes no call before its lease is needed.
	 * @param calls calls etcd
	 * @param settings how long the lease outlives the application
	 */
	public EtcdSession(EtcdCalls calls, EtcdSessionSettings settings) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The current lease; grants one if there is none that is valid.
	 * @return a lease that was valid a moment ago
	 * @throws io.github.etcd3.spring.EtcdException if none could be granted within the
	 * request timeout, or the session is closed
	 */
	public SessionLease lease() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Where the session stands.
	 * @return the state, computed at this call
	 */
	public SessionState state() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Whether there is a valid lease.
	 * @return {@code false} where there is none yet, or none any more
	 */
	public boolean isValid() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Adds a listener. As long as there is one, a lost lease is replaced by itself;
	 * otherwise only once {@link #lease()} is called.
	 * @param listener the listener
	 */
	public void addListener(EtcdSessionListener listener) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Removes a listener.
	 * @param listener the listener
	 */
	public void removeListener(EtcdSessionListener listener) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Gives a lease up: it is lost here at once, and then revoked, with all keys that
	 * hang on it.
	 * @param lease a lease of this session; no effect if it is lost already
	 * @param reason why, for the log
	 */
	public void abandon(SessionLease lease, String reason) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Stops the renewals and revokes the lease, with all keys that hang on it.
	 */
	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
