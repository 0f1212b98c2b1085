/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdEntry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

interface UpdateContract extends KvFixture {

	@Test
	default void update_creates_changes_and_deletes() {
		Optional<EtcdEntry<String>> created = kv().update("key", String.class, (value) -> (value == null) ? "1" : "?");
		Optional<EtcdEntry<String>> changed = kv().update("key", String.class, (value) -> value + "2");
		assertThat(created).isNotEqualTo(changed);
		assertThat(changed).isEqualTo(kv().getEntry("key")).map(EtcdEntry::value).contains("12");
		assertThat(kv().update("key", String.class, (value) -> null)).isEmpty();
		assertThat(rawGet("key")).isEmpty();
		assertThat(kv().update("key", String.class, (value) -> null)).isEmpty();
	}

	@Test
	default void a_rival_makes_the_function_run_again_on_what_the_rival_wrote() {
		kv().put("key", "0");
		AtomicInteger calls = new AtomicInteger();
		kv().update("key", String.class, (value) -> {
			if (calls.incrementAndGet() < 4) {
				rawPut("key", value + "r");
			}
			return value + "!";
		});
		assertThat(calls).hasValue(4);
		assertThat(kv().get("key")).contains("0rrr!");
	}

	@Test
	default void a_key_that_was_deleted_and_created_again_is_not_overwritten() {
		kv().put("key", "0");
		AtomicInteger calls = new AtomicInteger();
		kv().update("key", String.class, (value) -> {
			if (calls.incrementAndGet() == 1) {
				kv().delete("key");
				rawPut("key", "0");
			}
			return value + calls;
		});
		assertThat(kv().get("key")).contains("02");
	}

	@Test
	default void update_gives_up_when_others_are_always_quicker() {
		AtomicInteger calls = new AtomicInteger();
		assertThatExceptionOfType(UpdateConflictException.class)
			.isThrownBy(() -> kv().update("key", String.class, (value) -> {
				rawPut("key", "rival " + calls.incrementAndGet());
				return "mine";
			}))
			.withMessageContaining(absolute("key"))
			.withMessageContaining(calls.toString());
		assertThat(calls).hasValue(UpdateRequests.MAX_ATTEMPTS);
		assertThat(kv().get("key")).contains("rival " + calls);
	}

	@Test
	default void the_function_runs_on_the_callers_thread_and_its_failure_ends_the_update() {
		Set<Thread> threads = ConcurrentHashMap.newKeySet();
		assertThatIllegalStateException().isThrownBy(() -> kv().update("key", String.class, (value) -> {
			threads.add(Thread.currentThread());
			throw new IllegalStateException("no");
		})).withMessage("no");
		assertThat(threads).containsExactly(Thread.currentThread());
		assertThat(rawGet("key")).isEmpty();
	}

	@Test
	default void an_async_functions_failure_fails_the_future() {
		CompletableFuture<Optional<EtcdEntry<String>>> updated = kv().async().update("key", String.class, (value) -> {
			throw new IllegalStateException("no");
		});
		assertThat(updated).failsWithin(java.time.Duration.ofSeconds(20))
			.withThrowableOfType(java.util.concurrent.ExecutionException.class)
			.withCauseInstanceOf(IllegalStateException.class);
	}

	@Test
	default void counters_start_at_zero_and_go_both_ways() {
		assertThat(kv().increment("counter").value()).isOne();
		assertThat(kv().increment("counter", 41).value()).isEqualTo(42);
		EtcdEntry<Long> last = kv().increment("counter", -50);
		assertThat(last.value()).isEqualTo(-8);
		assertThat(last.version()).isEqualTo(3);
		assertThat(kv().get("counter")).contains("-8");
		assertThat(kv().getEntry("counter", Long.class)).contains(last);
	}

	@Test
	default void what_is_no_number_or_too_large_is_left_as_it_is() {
		rawPut("text", "abc");
		rawPut("most", Long.toString(Long.MAX_VALUE));
		assertThatExceptionOfType(EtcdCodecException.class).isThrownBy(() -> kv().increment("text"))
			.withMessageContaining(absolute("text"));
		assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> kv().increment("most"));
		assertThat(kv().get("text")).contains("abc");
		assertThat(kv().get("most")).contains(Long.toString(Long.MAX_VALUE));
	}

	@Test
	default void no_increment_is_lost_among_many_threads() {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		CompletableFuture<?>[] blocking = IntStream.range(0, 8)
			.mapToObj((i) -> CompletableFuture
				.runAsync(() -> IntStream.range(0, 10).forEach((n) -> kv().increment("counter")), threads))
			.toArray(CompletableFuture[]::new);
		CompletableFuture<?>[] async = IntStream.range(0, 20)
			.mapToObj((i) -> kv().async().increment("counter"))
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(blocking).join();
		CompletableFuture.allOf(async).join();
		threads.shutdown();
		assertThat(kv().get("counter", Long.class)).contains(100L);
	}

}
