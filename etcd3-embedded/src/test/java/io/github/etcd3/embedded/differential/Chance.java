/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import com.google.protobuf.ByteString;

/**
 * Random choices out of few, so that requests meet each other's keys, leases and
 * revisions.
 */
final class Chance {

	/** Prefixes of each other, and the ends of what a byte can be. */
	static final List<ByteString> KEYS = List.of(key("a"), key("a/"), key("a/1"), key("a/2"), key("ab"), key("b"),
			key("b\0"), key("c"), key("\0"), bytes(0xff), bytes(0xff, 0xff), bytes('c', 0xff));

	private static final List<ByteString> RARE_ENDS = List.of(key("a0"), key("d"), key("0"), bytes('a', '/', 0));

	private static final List<Long> LEASES = List.of(1L, 2L, 3L, 4L, -7L, Long.MAX_VALUE);

	private final Random random;

	private boolean onlyForward;

	Chance(Random random) {
		this.random = random;
	}

	private static ByteString key(String text) {
		return ByteString.copyFromUtf8(text);
	}

	private static ByteString bytes(int... bytes) {
		byte[] copy = new byte[bytes.length];
		for (int index = 0; index < bytes.length; index++) {
			copy[index] = (byte) bytes[index];
		}
		return ByteString.copyFrom(copy);
	}

	/**
	 * From now on no range ends before it begins. Whether a user may read one, which
	 * holds no key, depends in etcd on the shape that its tree of permissions has taken.
	 */
	void onlyForward() {
		this.onlyForward = true;
	}

	/**
	 * True once in so many times.
	 */
	boolean oneIn(int times) {
		return this.random.nextInt(times) == 0;
	}

	/**
	 * From 0 to less than the bound.
	 */
	int below(int bound) {
		return this.random.nextInt(bound);
	}

	<T> T of(List<T> choices) {
		return choices.get(this.random.nextInt(choices.size()));
	}

	@SafeVarargs
	final <T> T of(T... choices) {
		return choices[this.random.nextInt(choices.length)];
	}

	/**
	 * A key; hardly ever the empty one, which etcd refuses.
	 */
	ByteString key() {
		return oneIn(150) ? ByteString.EMPTY : of(KEYS);
	}

	/**
	 * The end of a range: none, all keys from the first, a prefix's, or any, before the
	 * key too.
	 */
	ByteString rangeEnd(ByteString key) {
		ByteString end = anyRangeEnd(key);
		return (this.onlyForward && !end.isEmpty() && !end.equals(key("\0")) && !isAfter(end, key)) ? ByteString.EMPTY
				: end;
	}

	private static boolean isAfter(ByteString end, ByteString key) {
		return ByteString.unsignedLexicographicalComparator().compare(end, key) > 0;
	}

	private ByteString anyRangeEnd(ByteString key) {
		return switch (below(8)) {
			case 0, 1, 2 -> ByteString.EMPTY;
			case 3 -> key("\0");
			case 4, 5 -> prefixEnd(key);
			case 6 -> of(RARE_ENDS);
			default -> of(KEYS);
		};
	}

	private static ByteString prefixEnd(ByteString key) {
		for (int length = key.size(); length > 0; length--) {
			int last = key.byteAt(length - 1) & 0xff;
			if (last < 0xff) {
				return key.substring(0, length - 1).concat(bytes(last + 1));
			}
		}
		return key("\0");
	}

	/**
	 * A value, of which there are few; sometimes any bytes.
	 */
	ByteString value() {
		if (oneIn(20)) {
			byte[] bytes = new byte[below(40)];
			this.random.nextBytes(bytes);
			return ByteString.copyFrom(bytes);
		}
		return of(key(""), key("1"), key("2"), key("3"), key("33"));
	}

	/**
	 * A revision near the current or the compacted one.
	 */
	long revision() {
		return switch (below(12)) {
			case 0 -> of(-1L, 1L, 2L, 1_000_000_000L, Long.MAX_VALUE);
			case 1 -> Symbols.current(1 + below(3));
			case 2, 3 -> Symbols.compacted(below(5) - 2);
			case 4, 5, 6 -> Symbols.current(0);
			default -> Symbols.current(-below(25));
		};
	}

	/**
	 * A lease's id; sometimes of one that there never is.
	 */
	long lease() {
		return oneIn(15) ? 99 : of(LEASES);
	}

	/**
	 * As many as the count, each on its own.
	 */
	<T> List<T> some(int count, Supplier<T> one) {
		List<T> all = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			all.add(one.get());
		}
		return all;
	}

}
