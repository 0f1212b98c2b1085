/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.ArrayList;
import java.util.List;

import io.etcd.jetcd.api.KeyValue;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * The multi-version store: every key with its history back to the last compaction. Not
 * thread-safe: whoever calls it holds the member's lock; reads may run beside each other.
 */
public final class MvccStore implements ReadView {

	private final LeaseKeys leases;

	private final CommitListener listener;

	private final KeyIndex index = new KeyIndex();

	private final RevisionLog log = new RevisionLog();

	private final HistoryHash hashes = new HistoryHash(this.log);

	private long revision = 1;

	private long compactedRevision = -1;

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
		return this.revision;
	}

	/**
	 * Up to where the history was compacted.
	 * @return the revision of the last compaction, or -1 if there was none
	 */
	public long compactedRevision() {
		return this.compactedRevision;
	}

	/**
	 * How many versions the history holds, tombstones too: what compaction makes fewer.
	 * @return the number
	 */
	public int versions() {
		return this.log.size();
	}

	@Override
	public RangeResult range(KeyRange range, long revision, long limit, boolean countOnly) {
		return range(range, revision, limit, countOnly, this.revision);
	}

	/**
	 * Reads for the store itself or for the write that is going on.
	 */
	RangeResult range(KeyRange range, long revision, long limit, boolean countOnly, long newest) {
		if (revision > newest) {
			throw EtcdError.FUTURE_REV.exception();
		}
		long at = (revision <= 0) ? newest : revision;
		if (at < this.compactedRevision) {
			throw EtcdError.COMPACTED.exception();
		}
		RangeReader reader = new RangeReader(limit, countOnly);
		if (range.isSingle()) {
			KeyHistory history = (at == newest) ? this.index.live(range.key()) : this.index.history(range.key());
			if (history != null) {
				reader.read((at == newest) ? history.latest() : history.live(at));
			}
		}
		else if (at == newest) {
			reader.readLatest(this.index.live(range));
		}
		else {
			for (KeyHistory history : this.index.histories(range)) {
				reader.read(history.live(at));
			}
		}
		return reader.result(newest);
	}

	/**
	 * Begins a write; at most one is open at a time.
	 * @return the transaction, to be ended
	 */
	public WriteTransaction write() {
		return new OpenWrite(this, this.index, this.log, this.leases);
	}

	void committed(long newest, List<Change> changes) {
		if (!changes.isEmpty()) {
			this.revision = newest;
			this.listener.committed(newest, changes);
		}
	}

	/**
	 * Forgets the history before a revision.
	 * @param revision up to where
	 */
	public void compact(long revision) {
		if (revision <= this.compactedRevision) {
			throw EtcdError.COMPACTED.exception();
		}
		if (revision > this.revision) {
			throw EtcdError.FUTURE_REV.exception();
		}
		this.hashes.compacting(this.compactedRevision, revision);
		this.compactedRevision = revision;
		int end = this.log.from(revision + 1);
		List<Version> survivors = new ArrayList<>();
		for (int i = 0; i < end; i++) {
			Version version = this.log.get(i);
			KeyHistory history = version.history();
			history.compact(revision);
			if (history.has(version)) {
				survivors.add(version);
			}
			else if (history.isEmpty()) {
				this.index.forget(history.key());
			}
		}
		this.log.replaceHead(end, survivors);
	}

	/**
	 * etcd's HashKV. As with etcd, the hash of a revision that was compacted stays the
	 * one made then, with the compacted revision before it.
	 * @param revision up to where; 0 is the current revision
	 * @return the hash
	 */
	public KvHash hash(long revision) {
		HistoryHash.Compacted remembered = this.hashes.remembered(revision);
		if (remembered != null) {
			return new KvHash(remembered.hash(), remembered.previous(), this.revision);
		}
		if (revision > 0 && revision < this.compactedRevision) {
			throw EtcdError.COMPACTED.exception();
		}
		if (revision > this.revision) {
			throw EtcdError.FUTURE_REV.exception();
		}
		long until = (revision == 0) ? this.revision : revision;
		return new KvHash(this.hashes.hash(this.compactedRevision, until), this.compactedRevision, this.revision);
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
		List<Change> changes = new ArrayList<>();
		long last = 0;
		for (Version version : since(range, from)) {
			if (changes.size() >= maximum && version.main() != last) {
				return new History(changes, version.main());
			}
			if (range.contains(version.kv().getKey()) && !version.history().isLost(version)) {
				last = version.main();
				changes.add(new Change(version.isTombstone(), version.kv(), previous ? previous(version) : null));
			}
		}
		return new History(changes, this.revision + 1);
	}

	/** Of a single key its own versions alone: the log may be long. */
	private List<Version> since(KeyRange range, long revision) {
		if (!range.isSingle()) {
			return this.log.since(revision);
		}
		KeyHistory history = this.index.history(range.key());
		return (history != null) ? history.since(revision) : List.of();
	}

	/**
	 * What a watch shows as the key-value before a change: that of the revision before,
	 * not an earlier state within the same revision.
	 */
	@Nullable KeyValue previous(Version version) {
		long before = version.main() - 1;
		if (version.isCreation() || before < this.compactedRevision) {
			return null;
		}
		Version previous = version.history().live(before);
		return (previous != null) ? previous.kv() : null;
	}

	/**
	 * Shows every version that the history holds, in the order of the revisions.
	 * @param visitor shown each
	 */
	public void visit(VersionVisitor visitor) {
		for (int i = 0; i < this.log.size(); i++) {
			Version version = this.log.get(i);
			visitor.version(version.main(), version.sub(), version.isTombstone(), version.kv());
		}
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
