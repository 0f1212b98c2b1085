/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.Comparator;

import com.google.protobuf.ByteString;

/**
 * The keys that a request names, by etcd's rule for {@code key} and {@code range_end}: no
 * end is the one key, the end {@code \\0} is "from the key on", and else every key from
 * {@code key} to {@code end}, without it.
 *
 * @param key the first key
 * @param end {@code range_end} as it came; empty for a single key
 */
public record KeyRange(ByteString key, ByteString end) {

	/**
	 * The order of etcd's keys: unsigned bytes.
	 */
	public static final Comparator<ByteString> ORDER = ByteString.unsignedLexicographicalComparator();

	private static final ByteString FROM_KEY = ByteString.copyFrom(new byte[1]);

	/**
	 * One key alone.
	 * @param key the key
	 * @return its range
	 */
	public static KeyRange of(ByteString key) {
		return new KeyRange(key, ByteString.EMPTY);
	}

	/**
	 * Whether the range names one key alone.
	 * @return whether there is no end
	 */
	public boolean isSingle() {
		return this.end.isEmpty();
	}

	/**
	 * Whether the range has no upper bound.
	 * @return whether the end is {@code \\0}
	 */
	public boolean isUnbounded() {
		return FROM_KEY.equals(this.end);
	}

	/**
	 * Whether a key is in the range.
	 * @param candidate the key to look at
	 * @return whether the range names it
	 */
	public boolean contains(ByteString candidate) {
		if (isSingle()) {
			return this.key.equals(candidate);
		}
		return ORDER.compare(this.key, candidate) <= 0 && (isUnbounded() || ORDER.compare(candidate, this.end) < 0);
	}

}
