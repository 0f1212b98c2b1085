/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.FencingToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

interface LeaseContract extends KvFixture {

	@Test
	default void every_kind_of_update_keeps_the_lease() {
		Map<String, Consumer<String>> updates = new LinkedHashMap<>();
		updates.put("put", (key) -> kv().put(key, "5"));
		updates.put("get-and-put", (key) -> kv().getAndPut(key, "5"));
		updates.put("put-if-revision",
				(key) -> kv().putIfRevision(key, "5", kv().getEntry(key).orElseThrow().modRevision()));
		updates.put("put-if-version", (key) -> kv().putIfVersion(key, "5", 1));
		updates.put("compare-and-set", (key) -> kv().compareAndSet(key, "4", "5"));
		updates.put("update", (key) -> kv().update(key, String.class, (value) -> "5"));
		updates.put("increment", (key) -> kv().increment(key));
		updates.put("put-all", (key) -> kv().putAll(Map.of(key, "5", key + "-new", "5")));
		updates.put("put-all-atomically", (key) -> kv().putAllAtomically(Map.of(key, "5", key + "-new", "5")));
		updates.put("transaction", (key) -> kv().transaction().thenPut(key, "5").commit());
		updates.put("transaction-else", (key) -> kv().transaction().ifAbsent(key).elsePut(key, "5").commit());
		updates.put("transaction-if", (key) -> kv().transaction().ifExists(key).thenPut(key, "5").commit());
		updates.put("transaction-if-other",
				(key) -> kv().transaction().ifAbsent(key + "-x").thenPut(key, "5").thenPut(key + "-y", "5").commit());
		updates.put("fenced-put", (key) -> fenced().put(key, "5"));
		updates.put("fenced-put-all", (key) -> fenced().putAll(Map.of(key, "5", key + "-new", "5")));
		updates.put("async-put", (key) -> kv().async().put(key, "5").join());
		long lease = grantLease();
		updates.forEach((name, update) -> {
			rawPut(name, "4", lease);
			update.accept(name);
			assertThat(kv().get(name)).as(name).contains("5");
			assertThat(leaseOf(name)).as(name).isEqualTo(lease);
		});
		revokeLease(lease);
		assertThat(kv().keys()).doesNotContainAnyElementsOf(updates.keySet());
	}

	private EtcdKvTemplate fenced() {
		kv().putIfAbsent("fence", "");
		return kv().fenced(
				new Fence(absolute("fence"), new FencingToken(kv().getEntry("fence").orElseThrow().createRevision())));
	}

	@Test
	default void puts_in_a_row_keep_the_lease_each_time() {
		long lease = grantLease();
		rawPut("key", "0", lease);
		for (int i = 1; i <= 40; i++) {
			kv().put("key", "value " + i);
			assertThat(leaseOf("key")).isEqualTo(lease);
		}
		revokeLease(lease);
		assertThat(kv().get("key")).isEmpty();
	}

	@Test
	default void large_values_keep_the_lease_too() {
		String large = "x".repeat(700 * 1024);
		long lease = grantLease();
		rawPut("key", "small", lease);
		kv().put("key", large);
		assertThat(leaseOf("key")).isEqualTo(lease);
		kv().transaction().ifExists("key").thenPut("key", large + "y").commit();
		kv().putAll(Map.of("key", large, "new", large));
		assertThat(leaseOf("key")).isEqualTo(lease);
		assertThat(leaseOf("new")).isZero();
		kv().put("other", large);
		assertThat(leaseOf("other")).isZero();
		revokeLease(lease);
		assertThat(kv().keys()).containsExactlyInAnyOrder("new", "other");
	}

	@Test
	default void put_without_lease_takes_the_key_off_its_lease() {
		long lease = grantLease();
		rawPut("key", "one", lease);
		kv().putWithoutLease("key", "two");
		assertThat(leaseOf("key")).isZero();
		revokeLease(lease);
		assertThat(kv().get("key")).contains("two");
	}

	@Test
	default void a_value_with_a_time_to_live_has_a_lease_of_its_own_and_goes() {
		WriteResult result = kv().put("key", "value", Duration.ofMillis(2500));
		EtcdEntry<String> entry = kv().getEntry("key").orElseThrow();
		assertThat(entry.modRevision()).isEqualTo(result.revision());
		assertThat(entry.leaseId()).isPositive();
		long granted = calls()
			.await(EtcdCall.read("time to live", "key"),
					client().getLeaseClient().timeToLive(entry.leaseId(), io.etcd.jetcd.options.LeaseOption.DEFAULT))
			.getGrantedTTL();
		assertThat(granted).isEqualTo(3);
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> kv().get("key").isEmpty());
	}

	@Test
	default void a_time_to_live_replaces_the_lease() {
		long lease = grantLease();
		rawPut("key", "one", lease);
		kv().put("key", "two", Duration.ofMinutes(10));
		long own = leaseOf("key");
		assertThat(own).isPositive().isNotEqualTo(lease);
		revokeLease(lease);
		assertThat(kv().get("key")).contains("two");
		revokeLease(own);
	}

	@Test
	default void a_put_with_a_time_to_live_that_fails_leaves_no_lease() {
		Set<Long> before = leases();
		EtcdKvTemplate fencedOut = kv().fenced(new Fence(absolute("nobody"), new FencingToken(1)));
		assertThatExceptionOfType(FencedOutException.class)
			.isThrownBy(() -> fencedOut.put("key", "value", Duration.ofMinutes(10)));
		assertThat(kv().get("key")).isEmpty();
		Awaitility.await().untilAsserted(() -> {
			Set<Long> left = new TreeSet<>(leases());
			left.removeAll(before);
			assertThat(left).isEmpty();
		});
	}

	@Test
	default void a_time_to_live_below_etcds_minimum_is_refused() {
		for (Duration timeToLive : new Duration[] { Duration.ZERO, Duration.ofMillis(-1), Duration.ofMillis(1999) }) {
			assertThatExceptionOfType(EtcdInvalidArgumentException.class)
				.isThrownBy(() -> kv().put("key", "value", timeToLive))
				.withMessageContaining(absolute("key"))
				.withMessageContaining("2 s");
		}
		assertThat(kv().get("key")).isEmpty();
	}

}
