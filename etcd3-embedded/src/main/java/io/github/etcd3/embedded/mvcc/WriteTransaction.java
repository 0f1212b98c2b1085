/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import com.google.protobuf.ByteString;

/**
 * A write to the store: all of its changes get one main revision, and sub revisions in
 * their order. It sees its own changes.
 */
public interface WriteTransaction {

	/**
	 * Puts a key.
	 * @param key the key
	 * @param value its value
	 * @param lease the lease it hangs on, or 0
	 * @return the revision it got
	 */
	long put(ByteString key, ByteString value, long lease);

	/**
	 * Deletes the keys of a range.
	 * @param range the keys
	 * @return how many there were
	 */
	long delete(KeyRange range);

	/**
	 * Reads within this write.
	 * @param range the keys
	 * @param revision the revision to look at; 0 or less is the newest
	 * @param limit at most so many key-values; 0 or less is all
	 * @param countOnly whether to count without listing
	 * @return the key-values and the count
	 */
	RangeResult range(KeyRange range, long revision, long limit, boolean countOnly);

	/**
	 * Ends the write and tells the listener. A write that changed nothing takes no
	 * revision.
	 * @return the store's revision after it
	 */
	long end();

}
