/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KeyValue;

/**
 * A store to try things on, that keeps what it told its listener and its leases.
 */
final class TriedStore {

	static final KeyRange ALL = new KeyRange(ByteString.copyFrom(new byte[1]), ByteString.copyFrom(new byte[1]));

	final List<String> commits = new ArrayList<>();

	final List<String> leaseCalls = new ArrayList<>();

	final MvccStore store = new MvccStore(new LeaseKeys() {

		@Override
		public boolean exists(long lease) {
			return true;
		}

		@Override
		public void attach(long lease, ByteString key) {
			TriedStore.this.leaseCalls.add("attach " + lease + " " + key.toStringUtf8());
		}

		@Override
		public void detach(long lease, ByteString key) {
			TriedStore.this.leaseCalls.add("detach " + lease + " " + key.toStringUtf8());
		}

	}, (revision, changes) -> this.commits.add(revision + " " + describe(changes)));

	static ByteString bytes(String text) {
		return ByteString.copyFromUtf8(text);
	}

	static KeyRange range(String from, String to) {
		return new KeyRange(bytes(from), bytes(to));
	}

	static List<String> describe(List<Change> changes) {
		return changes.stream()
			.map((change) -> (change.deleted() ? "del " : "put ") + describe(change.kv())
					+ ((change.previous() != null) ? " was " + describe(change.previous()) : ""))
			.toList();
	}

	static String describe(KeyValue kv) {
		return kv.getKey().toStringUtf8() + ((kv.getVersion() != 0) ? "=" + kv.getValue().toStringUtf8() : "") + "@"
				+ kv.getModRevision();
	}

	TriedStore put(String key, String value) {
		return write((write) -> write.put(bytes(key), bytes(value), 0));
	}

	TriedStore delete(String key) {
		return write((write) -> write.delete(KeyRange.of(bytes(key))));
	}

	TriedStore write(Consumer<WriteTransaction> changes) {
		WriteTransaction write = this.store.write();
		changes.accept(write);
		write.end();
		return this;
	}

	List<String> read(long revision) {
		return read(ALL, revision);
	}

	List<String> read(KeyRange range, long revision) {
		return this.store.range(range, revision, 0, false).keyValues().stream().map(TriedStore::describe).toList();
	}

	List<String> history(long from) {
		return describe(this.store.history(ALL, from, Integer.MAX_VALUE, true).changes());
	}

}
