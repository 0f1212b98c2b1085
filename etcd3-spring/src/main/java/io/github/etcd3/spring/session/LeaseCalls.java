/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What a session asks of etcd; so that its states can be tested without one. No call
 * blocks, each ends within its time limit or shortly after, and fails with an
 * {@link io.github.etcd3.spring.EtcdException} only.
 */
interface LeaseCalls {

	CompletableFuture<Granted> grant(Duration ttl, Duration timeout);

	/**
	 * Renews a lease.
	 * @return for how long from the moment of sending; fails with an
	 * {@link io.github.etcd3.spring.EtcdLeaseNotFoundException} where etcd does not know
	 * the lease
	 */
	CompletableFuture<Duration> renew(long id, Duration timeout);

	/**
	 * Revokes a lease; one that etcd does not know counts as revoked.
	 */
	CompletableFuture<Void> revoke(long id, Duration timeout);

	/**
	 * A new lease.
	 *
	 * @param id its number
	 * @param ttl what etcd granted: it raises what is shorter than its own least
	 */
	record Granted(long id, Duration ttl) {

	}

}
