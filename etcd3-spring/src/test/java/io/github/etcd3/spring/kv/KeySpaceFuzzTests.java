/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Arrays;

import io.etcd.jetcd.ByteSequence;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.etcd.Chance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keys and prefixes as nobody would write them.
 */
class KeySpaceFuzzTests {

	@Test
	void a_key_comes_back_as_it_was_given_or_is_refused() {
		Chance.each((chance) -> {
			String key = chance.text();
			try {
				KeySpace keys = KeySpace.ALL.narrow("test", chance.text());
				EtcdCall call = keys.write("put", key);

				assertThat(call.key()).startsWith(keys.prefix());
				ByteSequence stored = KeySpace.bytes(call.key());
				assertThat(keys.relative(stored)).isEqualTo(key);
				assertThat(isIn(keys.all(), stored)).isTrue();
				assertThat(isIn(keys.single("get", key), stored)).isTrue();
				assertThat(isIn(keys.startingWith("list", false, key), stored)).isTrue();
			}
			catch (EtcdInvalidArgumentException ex) {
				assertThat(ex.getMessage().codePoints()).noneMatch(Character::isISOControl);
			}
		});
	}

	@Test
	void no_range_reaches_beyond_its_prefix() {
		Chance.each((chance) -> {
			try {
				KeySpace keys = KeySpace.ALL.narrow("test", chance.text());
				KeySpace.KeyRange some = keys.startingWith("list", false, chance.text());
				for (byte[] key : new byte[][] { chance.bytes(), bytes(chance.text()),
						bytes(keys.prefix().substring(0, keys.prefix().length() - 1) + chance.text()),
						concat(bytes(keys.prefix()), chance.bytes()) }) {
					ByteSequence stored = ByteSequence.from(key);
					boolean inside = stored.startsWith(KeySpace.bytes(keys.prefix()));
					assertThat(isIn(keys.all(), stored)).isEqualTo(inside && key.length > bytes(keys.prefix()).length);
					assertThat(isIn(some, stored)).isEqualTo(stored.startsWith(KeySpace.bytes(some.letters())));
				}
			}
			catch (EtcdInvalidArgumentException ex) {
				assertThat(ex).hasMessageContaining("'");
			}
		});
	}

	@Test
	void a_prefix_is_the_same_with_and_without_its_slash() {
		Chance.each((chance) -> {
			try {
				KeySpace keys = KeySpace.ALL.narrow("test", chance.text());
				assertThat(KeySpace.ALL.narrow("test", keys.prefix())).isEqualTo(keys);
			}
			catch (EtcdInvalidArgumentException ex) {
				assertThat(ex).hasMessageContaining("'");
			}
		});
	}

	@Test
	void the_size_of_a_text_is_that_of_its_encoding() {
		Chance.each((chance) -> {
			String text = chance.text();
			if (Utf8.halfPair(text) < 0) {
				assertThat(Utf8.size(text)).isEqualTo(bytes(text).length);
				assertThat(new String(bytes(text), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(text);
			}
			else {
				assertThat(new String(bytes(text), java.nio.charset.StandardCharsets.UTF_8)).isNotEqualTo(text);
			}
		});
	}

	private static boolean isIn(KeySpace.KeyRange range, ByteSequence key) {
		return Arrays.compareUnsigned(range.start().getBytes(), key.getBytes()) <= 0
				&& (Arrays.equals(range.end().getBytes(), new byte[1])
						|| Arrays.compareUnsigned(key.getBytes(), range.end().getBytes()) < 0);
	}

	private static byte[] bytes(String text) {
		return KeySpace.bytes(text).getBytes();
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

}
