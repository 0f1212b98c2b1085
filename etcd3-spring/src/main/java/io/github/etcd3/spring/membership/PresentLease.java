/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.session.SessionLease;

/**
 * What members' keys hang on. Asking for it waits for nothing.
 */
interface PresentLease {

	/**
	 * The lease of the session.
	 * @return a lease that was valid a moment ago, {@code null} if there is none
	 */
	@Nullable SessionLease get();

	/**
	 * Takes note that etcd does not know a lease any more.
	 * @param lease the lease
	 */
	void isGone(SessionLease lease);

}
