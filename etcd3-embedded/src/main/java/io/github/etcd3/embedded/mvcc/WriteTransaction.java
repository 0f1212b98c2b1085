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
public interface WriteTransaction extends ReadView {

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
	 * The newest revision that this write sees.
	 * @return its own revision if it changed something, else the store's
	 */
	long revision();

	/**
	 * Ends the write and tells the listener. A write that changed nothing takes no
	 * revision.
	 * @return the store's revision after it
	 */
	long end();

}
