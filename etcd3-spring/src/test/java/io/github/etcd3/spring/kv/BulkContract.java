/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface BulkContract extends KvFixture {

	private static Map<String, Integer> numbers(int size) {
		Map<String, Integer> numbers = new HashMap<>();
		IntStream.range(0, size).forEach((i) -> numbers.put("key-" + i, i));
		return numbers;
	}

	@Test
	default void put_all_writes_any_number_of_values() {
		for (int size : new int[] { 0, 1, 126, 127, 128, 129, 1000 }) {
			Map<String, Integer> values = numbers(size);
			WriteResult result = kv().putAll(values);
			assertThat(result.applied()).isTrue();
			List<EtcdEntry<Integer>> entries = kv().list(Integer.class);
			assertThat(entries).hasSize(size)
				.allSatisfy((entry) -> assertThat(values).containsEntry(entry.key(), entry.value()));
			assertThat(entries.stream().mapToLong(EtcdEntry::modRevision).max().orElse(0)).isEqualTo(result.revision());
			assertThat(kv().deleteAll(values.keySet())).isEqualTo(size);
		}
	}

	@Test
	default void put_all_splits_by_size_too() {
		Map<String, String> values = new HashMap<>();
		IntStream.range(0, 10).forEach((i) -> values.put("key-" + i, "x".repeat(500 * 1024)));
		kv().putAll(values);
		assertThat(kv().count()).isEqualTo(10);
	}

	@Test
	default void put_all_atomically_is_one_revision() {
		for (int size : new int[] { 1, 127, 128 }) {
			WriteResult result = kv().putAllAtomically(numbers(size));
			assertThat(kv().list()).hasSize(size)
				.allSatisfy((entry) -> assertThat(entry.modRevision()).isEqualTo(result.revision()));
			assertThat(kv().deleteAllAtomically(numbers(size).keySet())).isEqualTo(size);
		}
	}

	@Test
	default void what_does_not_fit_into_one_transaction_is_refused_before_it_is_sent() {
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().putAllAtomically(numbers(129)))
			.withMessageContaining("128");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().deleteAllAtomically(numbers(129).keySet()))
			.withMessageContaining("128");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().putAllAtomically(Map.of("a", "x".repeat(800 * 1024), "b", "x".repeat(800 * 1024))))
			.withMessageContaining("bytes");
		assertThat(kv().count()).isZero();
	}

	@Test
	default void one_bad_key_or_value_refuses_all_before_anything_is_sent() {
		Map<String, Object> values = new HashMap<>(numbers(300));
		values.put("", "no key");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().putAll(values));
		values.remove("");
		values.put("large", "x".repeat(2 * 1024 * 1024));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().putAll(values));
		values.remove("large");
		values.put("null", null);
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().putAll(values));
		assertThat(kv().count()).isZero();
	}

	@Test
	default void delete_all_counts_what_there_was() {
		kv().putAll(numbers(200));
		assertThat(kv().deleteAll(List.of("key-1", "key-2", "key-2", "nothing"))).isEqualTo(2);
		assertThat(kv().deleteAll(List.of())).isZero();
		assertThat(kv().count()).isEqualTo(198);
	}

	@Test
	default void put_all_splits_by_the_size_of_the_keys_too() {
		Map<String, String> values = new HashMap<>();
		IntStream.range(0, 200).forEach((i) -> values.put("k".repeat(8000) + i, "value"));
		kv().putAll(values);
		assertThat(kv().count()).isEqualTo(200);
		kv().putAll(values);
		assertThat(kv().deleteAll(values.keySet())).isEqualTo(200);
	}

}
