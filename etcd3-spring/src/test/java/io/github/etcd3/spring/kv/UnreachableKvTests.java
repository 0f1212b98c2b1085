/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.etcd.jetcd.Client;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Nothing listens at the endpoint.
 */
class UnreachableKvTests {

	private Client client;

	private EtcdKvTemplate kv;

	private String endpoint;

	@BeforeEach
	void connectToNobody() {
		this.endpoint = "http://127.0.0.1:" + freePort();
		this.client = new EtcdClientFactory(
				EtcdClientSettings.builder(this.endpoint).requestTimeout(Duration.ofMillis(700)).build(), List.of())
			.create();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).prefix("prefix").build();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void every_operation_ends_and_says_that_nothing_was_done() {
		Map<String, ThrowingCallable> operations = new LinkedHashMap<>();
		operations.put("get", () -> this.kv.get("key"));
		operations.put("list", () -> this.kv.list());
		operations.put("stream", () -> this.kv.stream().toList());
		operations.put("put", () -> this.kv.put("key", "value"));
		operations.put("large put", () -> this.kv.put("key", "x".repeat(100_000)));
		operations.put("put with time to live", () -> this.kv.put("key", "value", Duration.ofSeconds(5)));
		operations.put("delete", () -> this.kv.delete("key"));
		operations.put("increment", () -> this.kv.increment("key"));
		operations.put("putAll", () -> this.kv.putAll(Map.of("key", "value", "other", "value")));
		operations.put("transaction", () -> this.kv.transaction().thenGet("key").commit());
		operations.forEach((name, operation) -> assertThatExceptionOfType(EtcdUnavailableException.class).as(name)
			.isThrownBy(operation)
			.withMessageContaining("prefix/")
			.withMessageContaining(this.endpoint));
	}

	@Test
	void futures_fail_with_the_same() {
		assertThat(this.kv.async().put("key", "value")).failsWithin(Duration.ofSeconds(30))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(EtcdUnavailableException.class);
		assertThat(this.kv.async().list()).failsWithin(Duration.ofSeconds(30))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(EtcdUnavailableException.class);
	}

	@Test
	void a_client_that_has_no_deadlines_ends_too() {
		try (Client plain = Client.builder().endpoints(this.endpoint).build()) {
			EtcdKvTemplate kv = EtcdKvTemplate.builder(EtcdCalls.of(plain, Duration.ofMillis(700))).build();
			List<ThrowingCallable> operations = List.of(() -> kv.put("key", "value"),
					() -> kv.put("key", "value", Duration.ofSeconds(5)), () -> kv.putAll(Map.of("key", "value")),
					() -> kv.deleteAll(List.of("key")), () -> kv.get("key"), () -> kv.increment("key"));
			operations.forEach((operation) -> assertThatExceptionOfType(EtcdException.class).isThrownBy(operation)
				.withMessageContaining("key"));
		}
	}

	@Test
	void an_interrupt_ends_the_wait_and_stays_set() {
		Map<Class<? extends EtcdException>, ThrowingCallable> operations = Map.of(EtcdInterruptedException.class,
				() -> this.kv.get("key"), EtcdOutcomeUnknownException.class,
				() -> this.kv.putAll(Map.of("key", "value")));
		operations.forEach((type, operation) -> {
			Thread.currentThread().interrupt();
			assertThatExceptionOfType(type).isThrownBy(operation);
			assertThat(Thread.interrupted()).isTrue();
		});
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(EtcdInterruptedException.class).isThrownBy(() -> this.kv.list());
		assertThat(Thread.interrupted()).isTrue();
	}

}
