/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.lease;

import java.util.function.LongSupplier;

import com.google.protobuf.ByteString;

import io.github.etcd3.embedded.mvcc.LeaseKeys;

/**
 * The leases. Not thread-safe: whoever calls it holds the member's lock.
 */
public final class Lessor implements LeaseKeys {

	private final LongSupplier nanos;

	/**
	 * No lease yet.
	 * @param nanos the time by which leases run out, in nanoseconds
	 */
	public Lessor(LongSupplier nanos) {
		this.nanos = nanos;
	}

	@Override
	public boolean exists(long lease) {
		return false;
	}

	@Override
	public void attach(long lease, ByteString key) {
	}

	@Override
	public void detach(long lease, ByteString key) {
	}

}
