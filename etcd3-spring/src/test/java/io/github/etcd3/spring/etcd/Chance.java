/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Inputs by chance that can be repeated: the build tries the same ones each time, and
 * {@code -Dfuzz.seeds=…} as many as wanted.
 */
public final class Chance {

	private static final int SEEDS = Integer.getInteger("fuzz.seeds", 2_000);

	/** What breaks parsers, separators, messages or encodings. */
	private static final List<String> NASTY = List.of("", " ", "\0", "\n", "\r\n", "\t", "\u001b[31m", "\u007f",
			"\u0085", "\u2028", "\u202e", "\u00ff", "\uffff", ".", "..", "/", "//", "/../", "\\", "'", "\"", "`", "%",
			"%00", "%s", "{}", "${a}", "#{a}", "[", "]", "[::1]", ":", "::", "://", "http://", "https://", "dns:///",
			",", "@", "?", "#", "*", "2379", "65536", "99999", "-1", "a", "A", "host", "é", "日", "🔑", "e\u0301",
			"\ud83d", "\udd11", "null", "{\"a\":1}", "9223372036854775808");

	private final Random random;

	private Chance(long seed) {
		this.random = new Random(seed);
	}

	/** Repeats a check with one seed after the other. A failure names its seed. */
	public static void each(Consumer<Chance> check) {
		LongStream.range(0, SEEDS).forEach((seed) -> {
			try {
				check.accept(new Chance(seed));
			}
			catch (RuntimeException | AssertionError ex) {
				throw new AssertionError("Seed " + seed + ": " + ex, ex);
			}
		});
	}

	/** Up to eight pieces, nasty ones and any characters. */
	public String text() {
		StringBuilder text = new StringBuilder();
		for (int pieces = this.random.nextInt(9); pieces > 0; pieces--) {
			if (this.random.nextInt(4) > 0) {
				text.append(NASTY.get(this.random.nextInt(NASTY.size())));
			}
			else {
				text.append((char) this.random.nextInt(Character.MAX_VALUE + 1));
			}
		}
		return text.toString();
	}

	public byte[] bytes() {
		byte[] bytes = new byte[this.random.nextInt(64)];
		this.random.nextBytes(bytes);
		return bytes;
	}

	public int below(int bound) {
		return this.random.nextInt(bound);
	}

	public boolean toss() {
		return this.random.nextBoolean();
	}

}
