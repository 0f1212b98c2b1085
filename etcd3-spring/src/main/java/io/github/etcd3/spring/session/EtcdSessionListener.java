/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

/**
 * Is told what becomes of a session's leases. Each listener is called in order, one call
 * at a time, on {@link io.github.etcd3.spring.client.EtcdCalls#executor()}: it may block,
 * which holds up nothing but its own next call. What it throws is logged.
 */
public interface EtcdSessionListener {

	/**
	 * There is a new lease: the first one, or one that replaces a lost one. Nothing of
	 * what hung on the old lease is restored by the session.
	 * @param lease the new lease; it may be lost already when this is called
	 */
	default void established(SessionLease lease) {
	}

	/**
	 * A renewal is late. The lease is still valid, and may be lost soon.
	 * @param lease the lease
	 */
	default void suspended(SessionLease lease) {
	}

	/**
	 * A late renewal succeeded after all.
	 * @param lease the lease
	 */
	default void resumed(SessionLease lease) {
	}

	/**
	 * The lease is lost for good: its local deadline has passed, or etcd does not know it
	 * any more. Told once a lease; not told when the session is closed.
	 * @param lease the lease
	 */
	default void lost(SessionLease lease) {
	}

}
