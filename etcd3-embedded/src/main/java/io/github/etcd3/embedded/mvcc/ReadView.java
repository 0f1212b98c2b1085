/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

/**
 * What can be read: the store, or a write that sees its own changes.
 */
public interface ReadView {

	/**
	 * What a range of keys holds.
	 * @param range the keys
	 * @param revision the revision to look at; 0 or less is the newest
	 * @param limit at most so many key-values; 0 or less is all
	 * @param countOnly whether to count without listing
	 * @return the key-values and the count
	 */
	RangeResult range(KeyRange range, long revision, long limit, boolean countOnly);

}
