/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.Watch;
import io.etcd.jetcd.kv.GetResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A client before, during and after its server's life.
 */
@EnabledIfEtcd
class ClientLifecycleTests {

	@Test
	void is_made_while_etcd_is_down_and_works_once_it_is_up() {
		try (EtcdProcess etcd = EtcdProcess.builder().build();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"));
			etcd.launch();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> calls.get("k") == 0);
		}
	}

	@Test
	void works_again_after_an_outage_that_outlasted_its_channel() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			calls.put("k");
			etcd.kill();
			// Two deadlines without any endpoint: the channel is given up.
			for (int call = 0; call < 3; call++) {
				assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"));
			}
			etcd.restart();
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> calls.get("k") == 1);
		}
	}

	@Test
	void a_stream_that_is_open_survives_the_change_of_the_real_client() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			CompletableFuture<Object> event = new CompletableFuture<>();
			try (Watch.Watcher watcher = calls.client()
				.getWatchClient()
				.watch(TestCalls.bytes("watched"), event::complete)) {
				etcd.kill();
				for (int call = 0; call < 3; call++) {
					assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.get("k"));
				}
				etcd.restart();
				Awaitility.await()
					.atMost(Duration.ofSeconds(60))
					.ignoreExceptionsInstanceOf(EtcdException.class)
					.until(() -> {
						calls.put("watched");
						return event.isDone();
					});
				assertThat(watcher.isClosed()).isFalse();
			}
		}
	}

	@Test
	void a_stopped_server_ends_reads_and_writes_within_the_deadline() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(TestCalls.quick(etcd.endpoint().toString()))) {
			calls.put("k");
			etcd.pause();
			assertThatExceptionOfType(EtcdTimeoutException.class).isThrownBy(() -> calls.get("k"))
				.withMessageContaining("etcd.request-timeout");
			assertThatExceptionOfType(EtcdOutcomeUnknownException.class).isThrownBy(() -> calls.put("k"))
				.withMessageContaining("may have taken effect or not");
			etcd.resume();
			assertThatCode(() -> Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> calls.get("k") == 1)).doesNotThrowAnyException();
		}
	}

	@Test
	void an_own_time_limit_holds_for_the_calls_within() {
		try (EtcdProcess etcd = EtcdProcess.start();
				TestCalls calls = new TestCalls(
						TestCalls.quick(etcd.endpoint().toString()).requestTimeout(Duration.ofMinutes(5)))) {
			calls.put("k");
			etcd.pause();
			CompletableFuture<GetResponse> answer = calls.calls()
				.within(Duration.ofMillis(200), () -> calls.client().getKVClient().get(TestCalls.bytes("k")));
			assertThatExceptionOfType(EtcdTimeoutException.class)
				.isThrownBy(() -> calls.calls().await(EtcdCall.read("get", "k"), answer));
			etcd.resume();
		}
	}

	@Test
	void closing_ends_what_is_under_way_and_refuses_what_comes_later() {
		try (EtcdProcess etcd = EtcdProcess.start()) {
			TestCalls calls = new TestCalls(
					TestCalls.quick(etcd.endpoint().toString()).requestTimeout(Duration.ofMinutes(5)));
			calls.put("k");
			etcd.pause();
			CompletableFuture<?> read = calls.calls()
				.async(EtcdCall.read("get", "k"), calls.client().getKVClient().get(TestCalls.bytes("k")));
			CompletableFuture<?> write = calls.calls()
				.async(EtcdCall.write("put", "k"),
						calls.client().getKVClient().put(TestCalls.bytes("k"), TestCalls.bytes("v")));
			calls.close();
			calls.close();
			assertThat(read).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.withCauseInstanceOf(EtcdUnavailableException.class);
			assertThat(write).failsWithin(Duration.ofSeconds(10))
				.withThrowableThat()
				.withCauseInstanceOf(EtcdOutcomeUnknownException.class);
			assertThatExceptionOfType(EtcdUnavailableException.class).isThrownBy(() -> calls.put("k"))
				.withMessageContaining("the client is closed");
			etcd.resume();
		}
	}

}
