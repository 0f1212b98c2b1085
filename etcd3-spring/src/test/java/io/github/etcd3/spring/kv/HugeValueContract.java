/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Values near the limit of what etcd takes, and above it.
 */
interface HugeValueContract extends KvFixture {

	int HUGE = 1_400 * 1024;

	@Test
	default void several_huge_values_pass_a_list_a_watch_and_a_view() {
		List<Integer> told = new CopyOnWriteArrayList<>();
		try (EtcdWatch watch = kv().watch()
			.as(byte[].class)
			.start((event) -> told.add(((WatchEvent.Put<byte[]>) event).value().length));
				PrefixView<byte[]> view = kv().view(byte[].class)) {
			long revision = 0;
			for (int key = 0; key < 6; key++) {
				revision = kv().put("key" + key, huge(key)).revision();
			}
			assertThat(kv().list(byte[].class)).extracting(EtcdEntry::value)
				.containsExactly(huge(0), huge(1), huge(2), huge(3), huge(4), huge(5));
			assertThat(view.awaitRevision(revision, Duration.ofSeconds(30))).isTrue();
			assertThat(view.get("key5")).hasValueSatisfying((value) -> assertThat(value).isEqualTo(huge(5)));
			await().atMost(Duration.ofSeconds(30)).until(() -> told.size() == 6);
			assertThat(told).containsOnly(HUGE);
			assertThat(watch.revision()).isGreaterThanOrEqualTo(revision);
		}
	}

	@Test
	default void a_refused_value_leaves_the_old_one() {
		kv().put("key", "old");
		byte[] tooLarge = new byte[1536 * 1024 + 1];
		String text = "x".repeat(1536 * 1024 + 1);
		List<Runnable> writes = List.of(() -> kv().put("key", tooLarge), () -> kv().put("key", text),
				() -> kv().put("key", List.of(text)), () -> kv().putIfVersion("key", tooLarge, 1),
				() -> kv().getAndPut("key", text), () -> kv().compareAndSet("key", "old", text),
				() -> kv().update("key", String.class, (value) -> text),
				() -> kv().put("key", tooLarge, Duration.ofSeconds(60)),
				() -> kv().putAllAtomically(Map.of("key", "new", "other", tooLarge)),
				() -> kv().putAllAtomically(Map.of("key", huge(1), "other", huge(2))),
				() -> kv().transaction().thenPut("key", huge(1)).thenPut("other", huge(2)).commit());
		for (Runnable write : writes) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(write::run)
				.withMessageContaining("1572864")
				.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(1_000));
		}
		assertThat(kv().get("key")).contains("old");
		assertThat(kv().count()).isEqualTo(1);
	}

	@Test
	default void many_huge_values_are_split_into_requests_that_etcd_takes() {
		kv().putAll(Map.of("a", huge(1), "b", huge(2), "c", huge(3)));
		assertThat(kv().get("b", byte[].class)).hasValueSatisfying((value) -> assertThat(value).isEqualTo(huge(2)));
		assertThat(kv().count()).isEqualTo(3);
	}

	private static byte[] huge(int content) {
		byte[] value = new byte[HUGE];
		Arrays.fill(value, (byte) content);
		return value;
	}

}
