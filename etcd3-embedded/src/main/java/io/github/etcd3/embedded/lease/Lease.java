/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.lease;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.google.protobuf.ByteString;

import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * A lease: its time and its keys. Only the {@link Lessor} changes it.
 */
public final class Lease {

	private final long id;

	private final long ttl;

	private final Set<ByteString> keys = new HashSet<>();

	private long expiry;

	Lease(long id, long ttl) {
		this.id = id;
		this.ttl = ttl;
	}

	/**
	 * The id.
	 * @return any number but 0
	 */
	public long id() {
		return this.id;
	}

	/**
	 * The time that it gets with each renewal.
	 * @return seconds
	 */
	public long ttl() {
		return this.ttl;
	}

	/**
	 * The keys that hang on it now. etcd lists them in no order at all, and deletes them
	 * in this one.
	 * @return the keys in their order, a copy
	 */
	public List<ByteString> keys() {
		List<ByteString> sorted = new ArrayList<>(this.keys);
		sorted.sort(KeyRange.ORDER);
		return sorted;
	}

	void attach(ByteString key) {
		this.keys.add(key);
	}

	void detach(ByteString key) {
		this.keys.remove(key);
	}

	long expiry() {
		return this.expiry;
	}

	void expiry(long expiry) {
		this.expiry = expiry;
	}

}
