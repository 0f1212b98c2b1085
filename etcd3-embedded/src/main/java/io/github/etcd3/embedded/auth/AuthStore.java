/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.function.LongSupplier;

import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * Users, roles, permissions and tokens. Thread-safe. While authentication is off,
 * everything is allowed.
 */
public final class AuthStore {

	private final LongSupplier nanos;

	/**
	 * No user, authentication off.
	 * @param nanos the time by which tokens run out, in nanoseconds
	 */
	public AuthStore(LongSupplier nanos) {
		this.nanos = nanos;
	}

	/**
	 * Whether authentication is on.
	 * @return whether it is enabled
	 */
	public boolean enabled() {
		return false;
	}

	/**
	 * Refuses a caller who may not read all of a range.
	 * @param caller who asks
	 * @param range the keys
	 */
	public void requireRead(Caller caller, KeyRange range) {
	}

	/**
	 * Refuses a caller who may not write all of a range.
	 * @param caller who asks
	 * @param range the keys
	 */
	public void requireWrite(Caller caller, KeyRange range) {
	}

	/**
	 * Refuses a caller who is not root.
	 * @param caller who asks
	 */
	public void requireAdmin(Caller caller) {
	}

}
