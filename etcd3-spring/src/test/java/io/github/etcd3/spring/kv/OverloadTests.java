/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.session.SessionLease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Thousands of calls at once through one template.
 */
@EmbeddedServer
class OverloadTests {

	private static final int CALLS = 5_000;

	private final TestEtcd etcd;

	private Client client;

	private EtcdKvTemplate kv;

	OverloadTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).prefix("overload-" + UUID.randomUUID()).build();
	}

	@AfterEach
	void disconnect() {
		this.kv.deleteAll();
		this.client.close();
	}

	@Test
	void each_write_that_was_confirmed_is_there() throws Exception {
		List<CompletableFuture<?>> answers = IntStream.range(0, CALLS)
			.<CompletableFuture<?>>mapToObj((number) -> switch (number % 3) {
				case 0 -> this.kv.async().get("key" + (number + 1));
				case 1 -> this.kv.async().put("key" + number, "value" + number);
				default -> this.kv.async().putIfAbsent("key" + number, "value" + number);
			})
			.toList();
		Map<String, String> confirmed = new HashMap<>();
		for (int number = 0; number < CALLS; number++) {
			if (answered(answers.get(number)) && number % 3 > 0) {
				confirmed.put("key" + number, "value" + number);
			}
		}

		assertThat(confirmed).isNotEmpty();
		Map<String, String> stored = new HashMap<>();
		this.kv.list().forEach((entry) -> stored.put(entry.key(), entry.value()));
		assertThat(stored).containsAllEntriesOf(confirmed);
	}

	@Test
	void one_of_all_compare_and_sets_of_a_value_wins() throws Exception {
		this.kv.put("key", "free");
		List<CompletableFuture<WriteResult>> answers = IntStream.range(0, 1_000)
			.mapToObj((number) -> this.kv.async().compareAndSet("key", "free", "taken by " + number))
			.toList();
		int won = 0;
		boolean allAnswered = true;
		for (CompletableFuture<WriteResult> answer : answers) {
			boolean answered = answered(answer);
			allAnswered &= answered;
			won += (answered && answer.join().applied()) ? 1 : 0;
		}

		assertThat(won).isLessThanOrEqualTo(1);
		if (allAnswered) {
			assertThat(won).isEqualTo(1);
		}
	}

	/** Each blocks a thread of the library's for ever, as far as it can tell. */
	@Test
	void callbacks_that_block_stop_neither_renewals_nor_other_calls() {
		CompletableFuture<Void> end = new CompletableFuture<>();
		try (EtcdSession session = new EtcdSession(EtcdCalls.of(this.client),
				new EtcdSessionSettings(Duration.ofSeconds(3), Duration.ofSeconds(1)))) {
			SessionLease lease = session.lease();
			List<CompletableFuture<Void>> blocked = IntStream.range(0, 200)
				.mapToObj((number) -> this.kv.async().put("key" + number, "value").thenAccept((put) -> end.join()))
				.toList();
			await().atMost(Duration.ofSeconds(30)).until(() -> this.kv.count() == blocked.size());
			long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
			await().atMost(Duration.ofSeconds(30)).until(() -> System.nanoTime() > deadline);

			assertThat(session.lease()).isSameAs(lease);
			assertThat(blocked).noneMatch(CompletableFuture::isDone);
			assertThat(this.kv.get("key0")).contains("value");
		}
		finally {
			end.complete(null);
		}
	}

	/** Whether it succeeded; else it failed with one of ours. */
	private static boolean answered(CompletableFuture<?> answer) throws InterruptedException, TimeoutException {
		try {
			answer.get(60, TimeUnit.SECONDS);
			return true;
		}
		catch (ExecutionException ex) {
			assertThat(ex.getCause()).isInstanceOf(EtcdException.class);
			return false;
		}
	}

}
