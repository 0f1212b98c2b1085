/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayList;
import java.util.List;

import io.etcd.jetcd.api.ResponseHeader;

import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.Change;
import io.github.etcd3.embedded.mvcc.MvccStore;

/**
 * The next part of the history for a watcher that is behind.
 *
 * @param header with the current revision; without one if the part was compacted
 * @param changes that the watcher wants, oldest first
 * @param next where the part after it begins
 * @param last whether it reaches the current revision
 * @param compactRevision up to where compaction overtook the watcher, or 0
 */
record Backlog(ResponseHeader header, List<Change> changes, long next, boolean last, long compactRevision) {

	/**
	 * At most so many revisions in one response, as in etcd.
	 */
	static final int MAX_REVISIONS = 1000;

	/**
	 * From this size on a part ends with the revision at hand. etcd knows no such limit;
	 * here it bounds what a client that stops reading can hold in memory.
	 */
	static final int MAX_BYTES = 8 * 1024 * 1024;

	/**
	 * Reads a part; under the member's lock.
	 * @param member whose history
	 * @param options of the watcher
	 * @param from the first revision
	 * @return the part
	 */
	static Backlog read(Member member, WatchOptions options, long from) {
		MvccStore store = member.store();
		if (from < store.compactedRevision()) {
			return new Backlog(member.headerWithoutRevision(), List.of(), from, true, store.compactedRevision());
		}
		List<Change> wanted = new ArrayList<>();
		long next = from;
		long revision = 0;
		int revisions = 0;
		long bytes = 0;
		while (next <= store.revision() && revisions < MAX_REVISIONS && bytes < MAX_BYTES) {
			MvccStore.History history = store.history(options.range(), next, MAX_REVISIONS - revisions,
					options.previous());
			next = history.next();
			for (Change change : history.changes()) {
				long of = change.kv().getModRevision();
				if (of != revision) {
					if (revisions == MAX_REVISIONS || bytes >= MAX_BYTES) {
						return new Backlog(member.header(), wanted, of, false, 0);
					}
					revision = of;
					revisions++;
				}
				if (options.wants(change)) {
					wanted.add(change);
					bytes += size(change);
				}
			}
		}
		return new Backlog(member.header(), wanted, next, next > store.revision(), 0);
	}

	/**
	 * What a change takes in a response, about.
	 * @param change the change
	 * @return bytes
	 */
	static long size(Change change) {
		return change.kv().getSerializedSize()
				+ ((change.previous() != null) ? change.previous().getSerializedSize() : 0L);
	}

}
