/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;

interface AsyncContract extends KvFixture {

	Duration SOON = Duration.ofSeconds(30);

	@Test
	default void every_operation_has_a_future() {
		AsyncEtcdKvOperations kv = kv().async();
		assertThat(kv.prefix()).isEqualTo(prefix());
		assertThat(kv.put("a", "1").join().applied()).isTrue();
		assertThat(kv.get("a").join()).contains("1");
		assertThat(kv.get("a", Integer.class).join()).contains(1);
		assertThat(kv.getEntry("a").join()).map(EtcdEntry::version).contains(1L);
		assertThat(kv.getEntry("a", Integer.class).join()).map(EtcdEntry::value).contains(1);
		assertThat(kv.putIfAbsent("a", "2").join().applied()).isFalse();
		assertThat(kv.putIfVersion("a", "2", 1).join().applied()).isTrue();
		long revision = kv.compareAndSet("a", "2", "3").join().revision();
		assertThat(kv.putIfRevision("a", "4", revision).join().applied()).isTrue();
		assertThat(kv.getAndPut("a", "5").join().previous()).map(EtcdEntry::value).contains("4");
		assertThat(kv.increment("a").join().value()).isEqualTo(6);
		assertThat(kv.update("a", Integer.class, (value) -> value + 1).join()).map(EtcdEntry::value).contains(7);
		assertThat(kv.putWithoutLease("b", "1").join().applied()).isTrue();
		assertThat(kv.put("c", "1", Duration.ofMinutes(1)).join().applied()).isTrue();
		assertThat(kv.keys().join()).containsExactly("a", "b", "c");
		assertThat(kv.list(Integer.class).join()).map(EtcdEntry::value).containsExactly(7, 1, 1);
		assertThat(kv.list().join()).map(EtcdEntry::value).containsExactly("7", "1", "1");
		assertThat(kv.count().join()).isEqualTo(3);
		assertThat(kv.atRevision(revision).get("a").join()).contains("3");
		assertThat(kv.startingWith("b").keys().join()).containsExactly("b");
		assertThat(kv.getAndDelete("c").join().previous()).isPresent();
		assertThat(kv.delete("c").join().applied()).isFalse();
		assertThat(kv.putAll(Map.of("x1", "1", "x2", "1")).join().applied()).isTrue();
		assertThat(kv.putAllAtomically(Map.of("x3", "1", "x4", "1")).join().applied()).isTrue();
		assertThat(kv.deleteAll(List.of("x1")).join()).isOne();
		assertThat(kv.deleteAllAtomically(List.of("x2")).join()).isOne();
		assertThat(kv.deleteStartingWith("x").join()).isEqualTo(2);
		assertThat(kv.withPrefix("more").put("a", "1").join().applied()).isTrue();
		assertThat(kv().transaction().thenGet("more/a").commitAsync().join().get("more/a")).contains("1");
		assertThat(kv.withPrefix("more").deleteAll().join()).isOne();
	}

	@Test
	default void bad_input_fails_the_future() {
		assertThat(kv().async().put("", "value")).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(EtcdInvalidArgumentException.class);
		assertThat(kv().transaction().commitAsync()).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(EtcdInvalidArgumentException.class);
	}

	@Test
	default void a_callback_is_given_the_plain_exception() {
		EtcdSession session = new EtcdSession(calls(),
				new EtcdSessionSettings(Duration.ofSeconds(6), Duration.ofMillis(500)));
		EtcdKvTemplate fencedOut = EtcdKvTemplate.builder(calls())
			.prefix(prefix())
			.session(session)
			.build()
			.fenced(new Fence(absolute("nobody"), new FencingToken(1)));
		List<CompletableFuture<?>> futures = List.of(fencedOut.async().put("key", "value"),
				fencedOut.async().put("key", "value", Duration.ofMinutes(1)), fencedOut.async().increment("key"),
				fencedOut.async().putAll(Map.of("a", "1", "b", "2")), fencedOut.async().put("key", "x".repeat(100_000)),
				fencedOut.async().putEphemeral("key", "value"),
				fencedOut.transaction().thenPut("key", "value").commitAsync());
		for (CompletableFuture<?> future : futures) {
			AtomicReference<Throwable> seen = new AtomicReference<>();
			assertThat(future.exceptionally((failure) -> {
				seen.set(failure);
				return null;
			})).succeedsWithin(SOON);
			assertThat(seen.get()).isInstanceOf(FencedOutException.class);
		}
		session.close();
	}

	@Test
	default void callbacks_and_functions_run_on_no_thread_of_grpc() {
		Set<String> threads = ConcurrentHashMap.newKeySet();
		kv().async().update("key", String.class, (value) -> {
			threads.add(Thread.currentThread().getName());
			return "value";
		}).join();
		assertThat(threads).isNotEmpty().allMatch((name) -> name.startsWith("etcd-call-"));
	}

	@Test
	default void nothing_is_thrown_but_by_the_future() {
		AsyncEtcdKvOperations kv = kv().async();
		Duration none = null;
		List<CompletableFuture<?>> futures = List.of(kv.put("key", "value", none), kv.putAll(null),
				kv.putAllAtomically(null), kv.deleteAll((List<String>) null), kv.deleteAllAtomically(null),
				kv.put("\ud800", "value"), kv.put("key", "\ud800"), kv.putEphemeral("", "value"));
		for (CompletableFuture<?> future : futures) {
			assertThat(future).failsWithin(SOON)
				.withThrowableOfType(ExecutionException.class)
				.withCauseInstanceOf(EtcdInvalidArgumentException.class);
		}
		// The template has no session.
		assertThat(kv.putEphemeral("key", "value")).failsWithin(SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(IllegalStateException.class);
	}

}
