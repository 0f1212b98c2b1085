/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Collection;
import java.util.Map;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * Writes many keys. As with {@linkplain EtcdWriteOperations single keys}, an existing key
 * keeps its lease. Every method waits for etcd and fails with an {@link EtcdException}.
 * Thread-safe.
 */
public interface EtcdBulkOperations {

	/**
	 * Writes values in as few transactions as the limits of etcd allow (128 operations
	 * and the size of a request), several of them under way at the same time. Each
	 * transaction is atomic, all together are not: after a failure some may have been
	 * applied. Then the same call can be made again.
	 * @param values the values by key, possibly none; the order means nothing
	 * @return the result, always applied, with the highest revision; 0 for no values
	 */
	WriteResult putAll(Map<String, ?> values);

	/**
	 * Writes all values or, if it fails, none, in one transaction.
	 * @param values the values by key, not empty
	 * @return the result, always applied
	 * @throws EtcdInvalidArgumentException if they don't fit into one transaction
	 */
	WriteResult putAllAtomically(Map<String, ?> values);

	/**
	 * Deletes keys in transactions, as {@link #putAll} writes them.
	 * @param keys the keys, possibly none
	 * @return how many of them there were
	 */
	long deleteAll(Collection<String> keys);

	/**
	 * Deletes all keys or, if it fails, none, in one transaction.
	 * @param keys the keys, not empty
	 * @return how many of them there were
	 * @throws EtcdInvalidArgumentException if they don't fit into one transaction
	 */
	long deleteAllAtomically(Collection<String> keys);

	/**
	 * Deletes everything under the template's prefix, in one step.
	 * @return how many keys there were
	 * @throws EtcdInvalidArgumentException if the template has no prefix
	 */
	long deleteAll();

	/**
	 * Deletes every key under the prefix that begins with some letters, which need not
	 * end at a slash, in one step.
	 * @param letters what the keys begin with, not empty
	 * @return how many keys there were
	 */
	long deleteStartingWith(String letters);

}
