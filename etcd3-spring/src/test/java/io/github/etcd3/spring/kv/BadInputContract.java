/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.FencingToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

interface BadInputContract extends KvFixture {

	@Test
	default void null_and_empty_keys_are_refused() {
		List<Consumer<String>> operations = List.of((key) -> kv().get(key), (key) -> kv().getEntry(key),
				(key) -> kv().put(key, "value"), (key) -> kv().putIfAbsent(key, "value"), (key) -> kv().delete(key),
				(key) -> kv().getAndDelete(key), (key) -> kv().increment(key), (key) -> kv().startingWith(key),
				(key) -> kv().deleteStartingWith(key), (key) -> kv().withPrefix(key),
				(key) -> kv().transaction().ifAbsent(key), (key) -> kv().deleteAll(java.util.Arrays.asList(key, "a")),
				(key) -> kv().update(key, String.class, (value) -> value));
		for (Consumer<String> operation : operations) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> operation.accept(null))
				.withMessageContaining("null or empty");
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> operation.accept(""))
				.withMessageContaining("null or empty");
		}
	}

	@Test
	default void null_values_are_refused() {
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().put("key", null))
			.withMessageContaining(absolute("key"));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().compareAndSet("key", null, "value"));
	}

	@Test
	default void a_value_above_the_limit_is_refused_before_it_is_sent() {
		byte[] tooLarge = new byte[1536 * 1024 + 1];
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().put("key", tooLarge))
			.withMessageContaining(absolute("key"))
			.withMessageContaining("1572864")
			.withMessageContaining("max-request-bytes");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().putIfAbsent("key", tooLarge));
		byte[] large = new byte[1500 * 1024];
		kv().put("key", large);
		assertThat(kv().get("key", byte[].class))
			.hasValueSatisfying((value) -> assertThat(value).hasSize(large.length));
	}

	@Test
	default void the_limit_can_be_set() {
		EtcdKvTemplate small = EtcdKvTemplate.builder(calls())
			.prefix(prefix())
			.maxRequestSize(org.springframework.util.unit.DataSize.ofKilobytes(1))
			.build();
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> small.put("key", "x".repeat(2000)))
			.withMessageContaining("1024");
		small.putAll(Map.of("a", "x".repeat(700), "b", "x".repeat(700)));
		assertThat(small.count()).isEqualTo(2);
	}

	@Test
	default void negative_revisions_and_versions_are_refused() {
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().putIfRevision("key", "value", -1))
			.withMessageContaining("-1");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().putIfVersion("key", "value", -1));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().atRevision(0))
			.withMessageContaining("0");
	}

	@Test
	default void a_revision_in_the_future_is_an_error() {
		long now = kv().put("key", "value").revision();
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().atRevision(now + 1_000_000).get("key"))
			.withMessageContaining("future");
	}

	@Test
	default void what_etcds_encoding_adds_counts_too() {
		for (String key : List.of("key", "other")) {
			for (int spare : new int[] { 0, 20, 60 }) {
				byte[] tooLarge = new byte[1536 * 1024 - absolute(key).length() - spare];
				assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().put(key, tooLarge))
					.withMessageContaining("1572864 bytes");
				assertThatExceptionOfType(EtcdInvalidArgumentException.class)
					.isThrownBy(() -> kv().putWithoutLease(key, tooLarge))
					.withMessageContaining("1572864 bytes");
			}
			kv().put(key, new byte[1535 * 1024]);
			kv().put(key, new byte[1535 * 1024]);
			kv().putWithoutLease(key, new byte[1535 * 1024]);
			kv().compareAndSet(key, "no such value", new byte[1535 * 1024]);
		}
		byte[] half = new byte[800 * 1024];
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().compareAndSet("key", half, half))
			.withMessageContaining("1572864 bytes");
	}

	@Test
	default void the_size_of_a_key_is_that_of_its_bytes() {
		EtcdKvTemplate small = EtcdKvTemplate.builder(calls())
			.prefix(prefix())
			.maxRequestSize(org.springframework.util.unit.DataSize.ofKilobytes(2))
			.build();
		small.putWithoutLease("x".repeat(1500), "value");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> small.putWithoutLease("日".repeat(700), "value"))
			.withMessageContaining("2048 bytes");
	}

	@Test
	default void a_long_key_is_not_told_in_full() {
		String key = "x".repeat(100_000);
		List<ThrowingCallable> operations = List.of(() -> kv().put(key, null), () -> kv().put("/" + key, "value"),
				() -> kv().put(key + "\ud800", "value"), () -> kv().putIfRevision(key, "value", -1),
				() -> kv().withPrefix(key).get(""), () -> kv().putAllAtomically(Map.of(key, new byte[2_000_000])),
				() -> kv().transaction().thenGet(key).thenGet(key));
		for (ThrowingCallable operation : operations) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(operation)
				.withMessageContaining("xxx… (1000")
				.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1000));
		}
	}

	@Test
	default void a_time_to_live_that_etcd_does_not_take_is_refused() {
		for (Duration timeToLive : new Duration[] { null, Duration.ofSeconds(Long.MAX_VALUE),
				Duration.ofSeconds(9_000_000_001L) }) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> kv().put("key", "value", timeToLive))
				.withMessageContaining(absolute("key"))
				.withMessageContaining("time to live of " + timeToLive);
		}
		assertThat(kv().get("key")).isEmpty();
	}

	@Test
	default void no_collection_at_all_is_refused() {
		List<ThrowingCallable> operations = List.of(() -> kv().putAll(null), () -> kv().putAllAtomically(null),
				() -> kv().deleteAll(null), () -> kv().deleteAllAtomically(null));
		for (ThrowingCallable operation : operations) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(operation)
				.withMessageContaining("null");
		}
	}

	@Test
	default void text_that_utf_8_cannot_express_is_refused() {
		for (String text : List.of("\ud800", "a\udc00b", "\udc00\ud800", "a\ud83d")) {
			List<ThrowingCallable> operations = List.of(() -> kv().put(text, "value"), () -> kv().get(text),
					() -> kv().put("key", text), () -> kv().withPrefix(text), () -> kv().startingWith(text),
					() -> kv().transaction().ifValue("key", text), () -> kv().putAll(Map.of("key", text)));
			for (ThrowingCallable operation : operations) {
				assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(operation)
					.withMessageContaining("UTF-8");
			}
			assertThatIllegalArgumentException().isThrownBy(() -> new Fence(text, new FencingToken(1)))
				.withMessageContaining("UTF-8");
		}
		kv().put("🔑", "🔑");
		assertThat(kv().get("🔑")).contains("🔑");
	}

}
