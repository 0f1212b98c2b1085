/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;

/**
 * The write that is going on. What it changes is in the index and the log at once, one
 * revision ahead of the store's.
 */
final class OpenWrite implements WriteTransaction {

	private final MvccStore store;

	private final KeyIndex index;

	private final RevisionLog log;

	private final LeaseKeys leases;

	private final long revision;

	private final List<Change> changes = new ArrayList<>(1);

	OpenWrite(MvccStore store, KeyIndex index, RevisionLog log, LeaseKeys leases) {
		this.store = store;
		this.index = index;
		this.log = log;
		this.leases = leases;
		this.revision = store.revision() + 1;
	}

	@Override
	public long put(ByteString key, ByteString value, long lease) {
		KeyHistory history = this.index.live(key);
		KeyValue.Builder kv = KeyValue.newBuilder().setValue(value).setModRevision(this.revision).setLease(lease);
		long oldLease = 0;
		if (history == null) {
			history = this.index.create(key);
			kv.setKey(history.key()).setCreateRevision(this.revision).setVersion(1);
		}
		else {
			KeyValue old = history.latest().kv();
			oldLease = old.getLease();
			kv.setKey(history.key()).setCreateRevision(old.getCreateRevision()).setVersion(old.getVersion() + 1);
		}
		add(history, kv.build());
		if (oldLease != 0) {
			this.leases.detach(oldLease, history.key());
		}
		if (lease != 0) {
			this.leases.attach(lease, history.key());
		}
		return this.revision;
	}

	@Override
	public long delete(KeyRange range) {
		if (range.isSingle()) {
			KeyHistory history = this.index.live(range.key());
			if (history == null) {
				return 0;
			}
			delete(history);
			return 1;
		}
		List<KeyHistory> deleted = List.copyOf(this.index.live(range));
		deleted.forEach(this::delete);
		return deleted.size();
	}

	private void delete(KeyHistory history) {
		long lease = history.latest().kv().getLease();
		this.index.delete(history.key());
		add(history, KeyValue.newBuilder().setKey(history.key()).setModRevision(this.revision).build());
		if (lease != 0) {
			this.leases.detach(lease, history.key());
		}
	}

	private void add(KeyHistory history, KeyValue kv) {
		Version version = new Version(history, kv, this.changes.size());
		history.add(version);
		this.log.add(version);
		this.changes.add(new Change(version.isTombstone(), kv, this.store.previous(version)));
	}

	@Override
	public RangeResult range(KeyRange range, long revision, long limit, boolean countOnly) {
		return this.store.range(range, revision, limit, countOnly, revision());
	}

	@Override
	public long end() {
		long newest = revision();
		this.store.committed(newest, this.changes);
		return newest;
	}

	@Override
	public long revision() {
		return this.changes.isEmpty() ? this.revision - 1 : this.revision;
	}

}
