/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.List;

/**
 * The multi-version store: every key with its history back to the last compaction. Not
 * thread-safe: whoever calls it holds the member's lock.
 */
public final class MvccStore {

	private final LeaseKeys leases;

	private final CommitListener listener;

	/**
	 * An empty store at revision 1.
	 * @param leases told which key hangs on which lease
	 * @param listener told of every commit
	 */
	public MvccStore(LeaseKeys leases, CommitListener listener) {
		this.leases = leases;
		this.listener = listener;
	}

	/**
	 * The current main revision.
	 * @return the revision of the last commit; 1 if there was none
	 */
	public long revision() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Up to where the history was compacted.
	 * @return the revision of the last compaction, or -1 if there was none
	 */
	public long compactedRevision() {
		throw new UnsupportedOperationException();
	}

	/**
	 * What a range of keys holds.
	 * @param range the keys
	 * @param revision the revision to look at; 0 or less is the current one
	 * @param limit at most so many key-values; 0 or less is all
	 * @param countOnly whether to count without listing
	 * @return the key-values and the count
	 */
	public RangeResult range(KeyRange range, long revision, long limit, boolean countOnly) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Begins a write; at most one is open at a time.
	 * @return the transaction, to be ended
	 */
	public WriteTransaction write() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Forgets the history before a revision.
	 * @param revision up to where
	 */
	public void compact(long revision) {
		throw new UnsupportedOperationException();
	}

	/**
	 * etcd's HashKV.
	 * @param revision up to where; 0 is the current revision
	 * @return the hash
	 */
	public KvHash hash(long revision) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The changes of a range of keys that the history still holds, oldest first: for
	 * watches that begin in the past or fell behind. A change's {@code previous} is
	 * looked up only if asked for, and {@code null} where compaction took it.
	 * @param range the keys
	 * @param from the first main revision
	 * @param maximum about how many changes; a revision's changes are never split
	 * @param previous whether to look up the key-value before each change
	 * @return the changes, and where to go on
	 */
	public History history(KeyRange range, long from, int maximum, boolean previous) {
		throw new UnsupportedOperationException();
	}

	/**
	 * A part of the history.
	 *
	 * @param changes the changes, oldest first
	 * @param next the first main revision that is not in it: the current revision + 1 if
	 * this is all there is
	 */
	public record History(List<Change> changes, long next) {
	}

}
