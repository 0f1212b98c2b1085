/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface RangeContract extends KvFixture {

	@Test
	default void an_empty_range_is_empty() {
		assertThat(kv().list()).isEmpty();
		assertThat(kv().keys()).isEmpty();
		assertThat(kv().stream()).isEmpty();
		assertThat(kv().count()).isZero();
		assertThat(kv().deleteAll()).isZero();
	}

	@Test
	default void thousands_of_keys_are_read_in_order() {
		Map<String, String> values = fill(3000);
		assertThat(kv().count()).isEqualTo(3000);
		assertThat(kv().keys()).containsExactlyElementsOf(values.keySet());
		assertThat(kv().list()).map(EtcdEntry::value).containsExactlyElementsOf(values.values());
		assertThat(kv().stream()).map(EtcdEntry::key).containsExactlyElementsOf(values.keySet());
		assertThat(kv().deleteAll()).isEqualTo(3000);
	}

	private Map<String, String> fill(int size) {
		Map<String, String> values = new TreeMap<>();
		IntStream.range(0, size).forEach((i) -> values.put("key-%05d".formatted(i), "value " + i));
		kv().putAll(values);
		return values;
	}

	@Test
	default void a_range_larger_than_a_message_is_read() {
		// 12 MiB: gRPC's limit is 4 MiB, where nobody raised it.
		String large = "x".repeat(1024 * 1024);
		for (int i = 0; i < 12; i++) {
			kv().put("large-%02d".formatted(i), large);
		}
		assertThat(kv().list()).hasSize(12).allSatisfy((entry) -> assertThat(entry.value()).hasSize(large.length()));
		assertThat(kv().stream().mapToInt((entry) -> entry.value().length()).sum()).isEqualTo(12 * large.length());
	}

	@Test
	default void all_pages_are_of_one_revision() {
		Map<String, String> values = fill(1000);
		List<String> read = new ArrayList<>();
		Iterator<EtcdEntry<String>> entries = kv().stream().iterator();
		read.add(entries.next().value());
		kv().put("key-00999", "changed");
		kv().delete("key-00998");
		kv().put("key-00997-new", "new");
		entries.forEachRemaining((entry) -> read.add(entry.value()));
		assertThat(read).containsExactlyElementsOf(values.values());
	}

	@Test
	default void a_stream_reads_no_more_than_it_is_asked_for() {
		fill(1000);
		Stream<EtcdEntry<String>> stream = kv().stream();
		kv().put("key-00000", "changed before the first read");
		assertThat(stream.limit(1)).map(EtcdEntry::value).containsExactly("changed before the first read");
	}

	@Test
	default void a_stream_that_is_overtaken_by_a_compaction_says_so() {
		fill(1000);
		Iterator<EtcdEntry<String>> entries = kv().stream().iterator();
		entries.next();
		long revision = kv().put("later", "value").revision();
		calls().await(EtcdCall.write("compact", null), client().getKVClient().compact(revision));
		assertThatExceptionOfType(EtcdCompactedException.class)
			.isThrownBy(() -> entries.forEachRemaining((entry) -> assertThat(entry.key()).isNotEmpty()))
			.withMessageContaining(prefix());
		assertThatExceptionOfType(EtcdCompactedException.class).isThrownBy(() -> kv().atRevision(revision - 1).list());
		assertThat(kv().list()).hasSize(1001);
	}

}
