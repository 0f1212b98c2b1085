/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import com.google.protobuf.ByteString;

/**
 * What the store asks of the leases: it tells which key hangs on which.
 */
public interface LeaseKeys {

	/**
	 * Whether a lease is there.
	 * @param lease the id
	 * @return whether it was granted and has not ended
	 */
	boolean exists(long lease);

	/**
	 * Hangs a key on a lease.
	 * @param lease the id of a lease that is there
	 * @param key the key
	 */
	void attach(long lease, ByteString key);

	/**
	 * Takes a key off a lease; nothing happens if either is not there.
	 * @param lease the id
	 * @param key the key
	 */
	void detach(long lease, ByteString key);

}
