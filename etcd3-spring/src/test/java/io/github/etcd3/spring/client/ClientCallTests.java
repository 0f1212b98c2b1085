/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.grpc.Context;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client and its calls while etcd is there.
 */
@EmbeddedServer
class ClientCallTests {

	private final TestEtcd etcd;

	ClientCallTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void takes_a_dns_target() {
		try (TestCalls calls = new TestCalls(TestCalls.quick("dns:///localhost:" + this.etcd.endpoint().getPort()))) {
			calls.put("k");
			assertThat(calls.get("k")).isEqualTo(1);
		}
	}

	@Test
	void an_interrupt_ends_the_wait_and_stays_set() {
		try (TestCalls calls = new TestCalls(TestCalls.quick(this.etcd.endpoint().toString()))) {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(EtcdInterruptedException.class).isThrownBy(() -> calls.get("k"));
			assertThat(Thread.interrupted()).isTrue();
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(EtcdOutcomeUnknownException.class).isThrownBy(() -> calls.put("k"));
			assertThat(Thread.interrupted()).isTrue();
		}
	}

	@Test
	void callbacks_may_block_without_holding_up_other_calls() {
		try (TestCalls calls = new TestCalls(TestCalls.quick(this.etcd.endpoint().toString()))) {
			CompletableFuture<Void> release = new CompletableFuture<>();
			CompletableFuture<Void> blocked = calls.calls()
				.async(EtcdCall.read("get", "k"), calls.client().getKVClient().get(TestCalls.bytes("k")))
				.thenAccept((answer) -> release.join());
			calls.put("k");
			assertThat(calls.get("k")).isEqualTo(1);
			release.complete(null);
			assertThat(blocked).succeedsWithin(Duration.ofSeconds(10));
		}
	}

	@Test
	void calls_outlive_the_request_in_which_they_were_made() {
		try (TestCalls calls = new TestCalls(TestCalls.quick(this.etcd.endpoint().toString()))) {
			Context.CancellableContext request = Context.current().withCancellation();
			request.cancel(null);
			request.run(() -> calls.put("k"));
			assertThat(calls.get("k")).isEqualTo(1);
		}
	}

	@Test
	void leaves_no_thread_behind() {
		TestCalls calls = new TestCalls(TestCalls.quick(this.etcd.endpoint().toString()));
		calls.put("k");
		calls.close();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
				.noneMatch((name) -> name.startsWith("etcd-call-")));
	}

}
