/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.nio.charset.StandardCharsets;

import io.etcd.jetcd.ByteSequence;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * The keys under one prefix: turns relative keys into absolute ones and back, and refuses
 * what is not one of them.
 *
 * @param prefix empty, or with a slash at its end
 */
record KeySpace(String prefix) {

	static final KeySpace ALL = new KeySpace("");

	/** A key space by a prefix as a user writes it. */
	KeySpace narrow(String operation, @Nullable String more) {
		EtcdCall call = EtcdCall.read(operation, more);
		if (more == null || more.isEmpty()) {
			throw new EtcdInvalidArgumentException("A prefix within '" + EtcdCall.shown(this.prefix)
					+ "' is null or empty: name one, such as 'nodes'.", call, null);
		}
		requireUsable(more, call);
		return new KeySpace(this.prefix + (more.endsWith("/") ? more : more + "/"));
	}

	EtcdCall read(String operation, @Nullable String key) {
		return EtcdCall.read(operation, absolute(operation, key, false));
	}

	EtcdCall write(String operation, @Nullable String key) {
		return EtcdCall.write(operation, absolute(operation, key, true));
	}

	private String absolute(String operation, @Nullable String key, boolean write) {
		EtcdCall call = new EtcdCall(operation, this.prefix + ((key != null) ? key : ""), write);
		if (key == null || key.isEmpty()) {
			throw new EtcdInvalidArgumentException(
					operation + " under '" + EtcdCall.shown(this.prefix)
							+ "' has no key: it is null or empty, and etcd's keys have at least one character.",
					call, null);
		}
		requireUsable(key, call);
		return this.prefix + key;
	}

	private void requireUsable(String key, EtcdCall call) {
		int halfPair = Utf8.halfPair(key);
		if (halfPair >= 0) {
			throw new EtcdInvalidArgumentException(
					"'" + EtcdCall.shown(key) + "' (" + call.operation() + ") has " + Utf8.complaint(halfPair), call,
					null);
		}
		if (!this.prefix.isEmpty() && key.charAt(0) == '/') {
			throw new EtcdInvalidArgumentException(
					"'" + EtcdCall.shown(key) + "' is outside of the prefix '" + EtcdCall.shown(this.prefix)
							+ "': keys are relative to it, so leave out the slash at the beginning.",
					call, null);
		}
	}

	String relative(ByteSequence absolute) {
		String key = absolute.toString(StandardCharsets.UTF_8);
		// Not even a careless caller may see half a key.
		if (!key.startsWith(this.prefix)) {
			throw new IllegalStateException("etcd returned '" + EtcdCall.shown(key) + "', which is not under '"
					+ EtcdCall.shown(this.prefix) + "'");
		}
		return key.substring(this.prefix.length());
	}

	/** All keys under the prefix, without the one that equals it. */
	KeyRange all() {
		return new KeyRange(this.prefix, bytes(this.prefix + "\0"), KeyRange.end(this.prefix));
	}

	KeyRange single(String operation, @Nullable String key) {
		String absolute = absolute(operation, key, false);
		ByteSequence start = bytes(absolute);
		return new KeyRange(absolute, start, KeyRange.behind(start));
	}

	KeyRange startingWith(String operation, boolean write, @Nullable String letters) {
		String start = absolute(operation, letters, write);
		return new KeyRange(start, bytes(start), KeyRange.end(start));
	}

	static ByteSequence bytes(String key) {
		return ByteSequence.from(key, StandardCharsets.UTF_8);
	}

	/**
	 * What a range read or delete covers.
	 *
	 * @param letters what all its keys begin with
	 * @param start the first key
	 * @param end the key behind the last one
	 */
	record KeyRange(String letters, ByteSequence start, ByteSequence end) {

		private static final ByteSequence BEHIND_ALL = ByteSequence.from(new byte[1]);

		private static ByteSequence end(String letters) {
			if (letters.isEmpty()) {
				return BEHIND_ALL;
			}
			// The last byte of UTF-8 is never 0xff.
			byte[] end = letters.getBytes(StandardCharsets.UTF_8);
			end[end.length - 1]++;
			return ByteSequence.from(end);
		}

		static ByteSequence behind(ByteSequence key) {
			return key.concat(ByteSequence.from(new byte[1]));
		}

	}

}
