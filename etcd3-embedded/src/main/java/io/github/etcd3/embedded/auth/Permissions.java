/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Permission;

import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * The keys that a user may read and those that he may write, joined from all of his
 * roles: two permissions side by side allow a range across both.
 */
final class Permissions {

	static final Permissions NONE = new Permissions(List.of());

	private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

	/**
	 * The order of a range's ends: no end comes after all others.
	 */
	private static final Comparator<ByteString> ENDS = Comparator.comparing(ByteString::isEmpty)
		.thenComparing(KeyRange.ORDER);

	private final NavigableMap<ByteString, ByteString> readable;

	private final NavigableMap<ByteString, ByteString> writable;

	Permissions(List<Permission> granted) {
		List<Permission> sorted = new ArrayList<>(granted);
		sorted.sort(Comparator.comparing(Permission::getKey, KeyRange.ORDER));
		this.readable = join(sorted, Permission.Type.READ);
		this.writable = join(sorted, Permission.Type.WRITE);
	}

	boolean canRead(KeyRange range) {
		return covers(this.readable, range);
	}

	boolean canWrite(KeyRange range) {
		return covers(this.writable, range);
	}

	private static boolean covers(NavigableMap<ByteString, ByteString> allowed, KeyRange range) {
		Map.Entry<ByteString, ByteString> interval = allowed.floorEntry(range.key());
		// A range may end before it begins: it names no key, but etcd checks where it
		// begins.
		return interval != null && ENDS.compare(range.key(), interval.getValue()) < 0
				&& ENDS.compare(end(range), interval.getValue()) <= 0;
	}

	/**
	 * Begins and ends of the intervals that one kind of permission covers, none touching
	 * another.
	 */
	private static NavigableMap<ByteString, ByteString> join(List<Permission> sorted, Permission.Type type) {
		NavigableMap<ByteString, ByteString> joined = new TreeMap<>(KeyRange.ORDER);
		for (Permission permission : sorted) {
			if (permission.getPermType() == type || permission.getPermType() == Permission.Type.READWRITE) {
				ByteString end = end(new KeyRange(permission.getKey(), permission.getRangeEnd()));
				Map.Entry<ByteString, ByteString> last = joined.lastEntry();
				if (last == null || ENDS.compare(last.getValue(), permission.getKey()) < 0) {
					joined.put(permission.getKey(), end);
				}
				else if (ENDS.compare(last.getValue(), end) < 0) {
					joined.put(last.getKey(), end);
				}
			}
		}
		return Collections.unmodifiableNavigableMap(joined);
	}

	private static ByteString end(KeyRange range) {
		if (range.isSingle()) {
			return range.key().concat(ZERO);
		}
		return range.isUnbounded() ? ByteString.EMPTY : range.end();
	}

}
