/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.ByteSequence;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.etcd.OneLine;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Keys that are made to be mistaken for something else.
 */
interface HostileKeyContract extends KvFixture {

	List<String> HOSTILE = List.of("\0", "a\0", "\n", "a\nb", "\r", "\t", "\u001b[31m", "\u007f", "..", ".", "a/../b",
			"../../outside", "a//b", "a/", "a//", " ", " a ", "\u00ff", "\uffff", "\ufeff", "\u202e", "%00", "${a}",
			"#{a}", "{}", "*", "'", "\"", "\\", "🔑", "e\u0301", "\u00e9", "x".repeat(5_000));

	@Test
	default void hostile_keys_come_back_as_they_were_given() {
		for (String key : HOSTILE) {
			kv().put(key, key);
		}
		for (String key : HOSTILE) {
			assertThat(kv().get(key)).as(EtcdCall.shown(key)).contains(key);
			assertThat(kv().getEntry(key).orElseThrow().key()).isEqualTo(key);
			OneLine.assertHarmless(kv().getEntry(key).orElseThrow().toString());
			OneLine.assertHarmless(kv().withPrefix("outer" + key).toString());
		}
		assertThat(kv().keys()).containsExactlyInAnyOrderElementsOf(HOSTILE);
		for (String key : HOSTILE) {
			assertThat(kv().getAndDelete(key).previous().map(EtcdEntry::value)).as(EtcdCall.shown(key)).contains(key);
		}
		assertThat(kv().count()).isZero();
	}

	@Test
	default void hostile_keys_are_told_as_they_were_given() {
		List<String> told = new CopyOnWriteArrayList<>();
		try (EtcdWatch watch = kv().watch().start((event) -> told.add(((WatchEvent.Put<String>) event).key()));
				PrefixView<String> view = kv().view(String.class)) {
			long revision = 0;
			for (String key : HOSTILE) {
				revision = kv().put(key, key).revision();
			}
			assertThat(view.awaitRevision(revision, java.time.Duration.ofSeconds(30))).isTrue();
			for (String key : HOSTILE) {
				assertThat(view.get(key)).as(EtcdCall.shown(key)).contains(key);
			}
			await().untilAsserted(() -> assertThat(told).containsExactlyElementsOf(HOSTILE));
			assertThat(watch.revision()).isGreaterThanOrEqualTo(revision);
		}
	}

	@Test
	default void no_key_leads_out_of_its_prefix() {
		rawPut("neighbour/a", "neighbour");
		rawPut("inside", "neighbour");
		EtcdKvTemplate inside = kv().withPrefix("inside");
		for (String key : HOSTILE) {
			inside.put(key, "value");
			inside.deleteStartingWith(key);
		}
		for (String prefix : List.of("..", "../neighbour", "./..", "\0", "\n", "🔑")) {
			EtcdKvTemplate odd = inside.withPrefix(prefix);
			assertThat(odd.prefix()).isEqualTo(inside.prefix() + prefix + "/");
			odd.put("a", "value");
			assertThat(odd.deleteAll()).isEqualTo(1);
		}
		inside.deleteAll();

		assertThat(kv().keys()).containsExactlyInAnyOrder("neighbour/a", "inside");
	}

	@Test
	default void a_refused_key_is_named_without_line_breaks_of_its_own() {
		for (String key : List.of("/\nforged", "forged\n\ud800", "/\u001b[2J")) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().put(key, "value"))
				.withMessageContaining("\\u")
				.satisfies((ex) -> assertThat(ex.getMessage().codePoints()).noneMatch(Character::isISOControl));
		}
		kv().put("forged\nkey", "text");
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().increment("forged\nkey"))
			.withMessageContaining("forged\\u000akey")
			.satisfies((ex) -> assertThat(ex.getMessage().codePoints()).noneMatch(Character::isISOControl));
		assertThat(kv().get("forged\nkey")).contains("text");
	}

	/** Others may write keys that are no text. */
	@Test
	default void keys_that_are_no_text_hide_no_others_and_go_with_their_prefix() {
		kv().put("a", "1");
		for (int last : new int[] { 0x80, 0xfe, 0xff }) {
			ByteSequence key = bytes(prefix()).concat(ByteSequence.from(new byte[] { 'b', (byte) last }));
			calls().await(EtcdCall.write("put", "b"), client().getKVClient().put(key, bytes("2")));
		}
		kv().put("c", "3");

		assertThat(kv().list()).extracting(EtcdEntry::value).containsExactly("1", "2", "2", "2", "3");
		try (PrefixView<String> view = kv().view(String.class)) {
			assertThat(view.get("a")).contains("1");
			assertThat(view.get("c")).contains("3");
		}
		assertThat(kv().deleteAll()).isEqualTo(5);
	}

}
