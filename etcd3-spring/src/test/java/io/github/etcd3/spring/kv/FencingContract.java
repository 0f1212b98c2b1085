/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.FencingToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface FencingContract extends KvFixture {

	private Fence hold() {
		return new Fence(absolute("holder"), new FencingToken(rawPut("holder", "me")));
	}

	private static Map<String, ThrowingCallable> writes(EtcdKvTemplate kv) {
		Map<String, ThrowingCallable> writes = new LinkedHashMap<>();
		writes.put("put", () -> kv.put("key", "1"));
		writes.put("put with time to live", () -> kv.put("key", "1", Duration.ofMinutes(1)));
		writes.put("putWithoutLease", () -> kv.putWithoutLease("key", "1"));
		writes.put("putIfAbsent", () -> kv.putIfAbsent("other", "1"));
		writes.put("putIfRevision", () -> kv.putIfRevision("key", "1", 7));
		writes.put("putIfVersion", () -> kv.putIfVersion("key", "1", 7));
		writes.put("compareAndSet", () -> kv.compareAndSet("key", "7", "1"));
		writes.put("getAndPut", () -> kv.getAndPut("key", "1"));
		writes.put("delete", () -> kv.delete("key"));
		writes.put("getAndDelete", () -> kv.getAndDelete("key"));
		writes.put("update", () -> kv.update("key", String.class, (value) -> "1"));
		writes.put("update to nothing", () -> kv.update("key", String.class, (value) -> null));
		writes.put("increment", () -> kv.increment("key"));
		writes.put("putAll", () -> kv.putAll(Map.of("key", "1", "other", "1")));
		writes.put("putAllAtomically", () -> kv.putAllAtomically(Map.of("key", "1", "other", "1")));
		writes.put("large put", () -> kv.put("key", "1".repeat(100_000)));
		writes.put("deleteAll of keys", () -> kv.deleteAll(List.of("key")));
		writes.put("deleteAllAtomically", () -> kv.deleteAllAtomically(List.of("key")));
		writes.put("deleteAll", kv::deleteAll);
		writes.put("deleteStartingWith", () -> kv.deleteStartingWith("k"));
		writes.put("transaction", () -> kv.transaction().thenPut("key", "1").commit());
		writes.put("transaction's else", () -> kv.transaction().ifAbsent("key").elsePut("key", "1").commit());
		writes.put("narrowed put", () -> kv.withPrefix("more").put("key", "1"));
		return writes;
	}

	@Test
	default void the_holder_may_write_in_every_way() {
		EtcdKvTemplate fenced = kv().withPrefix("data").fenced(hold());
		Map<String, ThrowingCallable> writes = writes(fenced);
		writes.forEach((name, write) -> {
			rawPut("data/key", "0");
			assertThat(org.assertj.core.api.Assertions.catchThrowable(write)).as(name).isNull();
		});
	}

	@Test
	default void who_was_replaced_writes_nothing_in_any_way() {
		Fence fence = hold();
		kv().delete("holder");
		rawPut("holder", "somebody else");
		EtcdKvTemplate fenced = kv().withPrefix("data").fenced(fence);
		long before = rawPut("data/key", "0");
		writes(fenced).forEach((name, write) -> assertThatExceptionOfType(FencedOutException.class).as(name)
			.isThrownBy(write)
			.withMessageContaining(absolute("holder"))
			.withMessageContaining(fence.token().toString())
			.satisfies((ex) -> assertThat(ex.getFence()).isEqualTo(fence)));
		assertThat(kv().withPrefix("data").list()).containsExactly(new EtcdEntry<>("key", "0", before, before, 1, 0));
	}

	@Test
	default void who_was_deleted_writes_nothing() {
		Fence fence = hold();
		kv().delete("holder");
		assertThatExceptionOfType(FencedOutException.class).isThrownBy(() -> kv().fenced(fence).put("key", "value"))
			.withMessageContaining("gone");
	}

	@Test
	default void a_holder_that_changes_its_value_stays_the_holder() {
		Fence fence = hold();
		rawPut("holder", "changed");
		assertThat(kv().fenced(fence).put("key", "value").applied()).isTrue();
	}

	@Test
	default void results_come_through_the_fence() {
		EtcdKvTemplate fenced = kv().fenced(hold());
		assertThat(fenced.getAndPut("key", "1").previous()).isEmpty();
		WriteResult second = fenced.getAndPut("key", "2");
		assertThat(second.previous()).map(EtcdEntry::value).contains("1");
		assertThat(kv().getEntry("key")).map(EtcdEntry::modRevision).contains(second.revision());
		assertThat(fenced.compareAndSet("key", "7", "8").previous()).map(EtcdEntry::value).contains("2");
		assertThat(fenced.increment("key").value()).isEqualTo(3);
		assertThat(fenced.getAndDelete("key").previous()).map(EtcdEntry::value).contains("3");
		assertThat(fenced.delete("key").applied()).isFalse();
		TransactionResult result = fenced.transaction().ifAbsent("key").thenPut("key", "x").thenGet("key").commit();
		assertThat(result.succeeded()).isTrue();
		assertThat(result.get("key")).contains("x");
		assertThat(fenced.prefix()).isEqualTo(prefix());
	}

	@Test
	default void a_fence_takes_an_operation() {
		EtcdKvTemplate fenced = kv().withPrefix("data").fenced(hold());
		Map<String, Integer> values = new HashMap<>();
		IntStream.range(0, 300).forEach((i) -> values.put("key-" + i, i));
		fenced.putAll(values);
		assertThat(kv().withPrefix("data").count()).isEqualTo(300);
		EtcdTransaction reads = fenced.transaction();
		for (int i = 0; i < 127; i++) {
			reads.thenGet("key-" + i);
		}
		assertThat(reads.commit().get("key-126")).contains("126");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> reads.thenGet("key-127").commit());
		values.keySet().removeIf((key) -> key.length() > 6);
		assertThat(fenced.putAllAtomically(values).applied()).isTrue();
		assertThat(fenced.deleteAll(values.keySet())).isEqualTo(values.size());
	}

	@Test
	default void another_fence_takes_the_place_of_the_first() {
		EtcdKvTemplate fencedOut = kv().fenced(new Fence(absolute("nobody"), new FencingToken(1)));
		assertThat(fencedOut.fenced(hold()).put("key", "value").applied()).isTrue();
	}

}
