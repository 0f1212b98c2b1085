/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Finds the history of a key. The keys that are there now are kept apart, so that reading
 * the newest revision walks neither tombstones nor old versions.
 */
final class KeyIndex {

	private final NavigableMap<ByteString, KeyHistory> all = new TreeMap<>(KeyRange.ORDER);

	private final NavigableMap<ByteString, KeyHistory> live = new TreeMap<>(KeyRange.ORDER);

	/**
	 * A key that is there now.
	 * @param key the key
	 * @return its history, or {@code null} if it is not there
	 */
	@Nullable KeyHistory live(ByteString key) {
		return this.live.get(key);
	}

	/**
	 * A key that is there now or was.
	 * @param key the key
	 * @return its history, or {@code null} if none is left
	 */
	@Nullable KeyHistory history(ByteString key) {
		return this.all.get(key);
	}

	/**
	 * The history of a key that is about to be created.
	 * @param key the key
	 * @return its history, now counted among the living
	 */
	KeyHistory create(ByteString key) {
		KeyHistory history = this.all.computeIfAbsent(key, KeyHistory::new);
		this.live.put(history.key(), history);
		return history;
	}

	void delete(ByteString key) {
		this.live.remove(key);
	}

	void forget(ByteString key) {
		this.all.remove(key);
	}

	/**
	 * The keys of a range that are there now.
	 * @param range the keys
	 * @return a view, in the order of the keys
	 */
	Collection<KeyHistory> live(KeyRange range) {
		return select(this.live, range).values();
	}

	/**
	 * The keys of a range that were there at a revision.
	 * @param range the keys
	 * @return a view of all histories, in the order of the keys
	 */
	Collection<KeyHistory> histories(KeyRange range) {
		return select(this.all, range).values();
	}

	/**
	 * How many keys have a history.
	 * @return the number
	 */
	int size() {
		return this.all.size();
	}

	private static NavigableMap<ByteString, KeyHistory> select(NavigableMap<ByteString, KeyHistory> keys,
			KeyRange range) {
		if (range.isSingle()) {
			return keys.subMap(range.key(), true, range.key(), true);
		}
		if (range.isUnbounded()) {
			return keys.isEmpty() || KeyRange.ORDER.compare(range.key(), keys.firstKey()) <= 0 ? keys
					: keys.tailMap(range.key(), true);
		}
		if (KeyRange.ORDER.compare(range.key(), range.end()) >= 0) {
			return new TreeMap<>();
		}
		return keys.subMap(range.key(), true, range.end(), false);
	}

}
