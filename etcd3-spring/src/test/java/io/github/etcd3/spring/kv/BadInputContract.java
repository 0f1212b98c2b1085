/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdInvalidArgumentException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
		small.putAll(Map.of("a", "x".repeat(900), "b", "x".repeat(900)));
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

}
