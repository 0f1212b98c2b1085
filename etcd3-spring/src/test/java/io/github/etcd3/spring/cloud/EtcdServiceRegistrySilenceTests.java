/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.EtcdMethod;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * While etcd keeps silent, who waits for it holds up nobody who only asks.
 */
@EmbeddedServer
class EtcdServiceRegistrySilenceTests {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private static final Executor THREADS = (task) -> new Thread(task, "test").start();

	private final EtcdRegistration registration = new EtcdRegistration("orders", "a", "host", 80, false, Map.of());

	private final EmbeddedEtcd server;

	private final TestEtcd etcd;

	private Client client;

	private EtcdSession session;

	private EtcdKvTemplate kv;

	private EtcdServiceRegistry registry;

	EtcdServiceRegistrySilenceTests(TestEtcd etcd) {
		this.etcd = etcd;
		this.server = ((EmbeddedTestEtcd) etcd).server();
	}

	@BeforeEach
	void registerAndSilence() {
		this.client = this.etcd.connect();
		EtcdCalls calls = EtcdCalls.of(this.client);
		this.session = new EtcdSession(calls, new EtcdSessionSettings(Duration.ofHours(1), Duration.ofSeconds(1)));
		this.kv = EtcdKvTemplate.builder(calls).session(this.session).prefix("silent-services").build();
		this.registry = new EtcdServiceRegistry(this.kv, this.session);
		this.registry.register(this.registration);
		awaitStatus("UP");
		this.server.inject(new Fault.Delay(EtcdMethod.TXN, Duration.ofHours(1)));
	}

	@AfterEach
	void close() {
		this.server.heal();
		this.registry.close();
		this.session.close();
		this.client.close();
	}

	@Test
	void one_that_is_deregistered_can_be_asked_for_and_registered_again_meanwhile() {
		CompletableFuture<Void> leaving = CompletableFuture.runAsync(() -> this.registry.deregister(this.registration),
				THREADS);
		awaitStatus("UNKNOWN");
		this.registry.register(this.registration);
		assertThat(status()).isEqualTo("DOWN");
		assertThat(leaving).isNotDone();
		this.server.heal();
		awaitStatus("UP");
		assertThat(leaving).succeedsWithin(LIVENESS);
		assertThat(this.kv.keys()).containsExactly("orders/a");
	}

	@Test
	void one_that_is_taken_out_can_be_asked_for_and_put_back_meanwhile() {
		CompletableFuture<Void> leaving = CompletableFuture
			.runAsync(() -> this.registry.setStatus(this.registration, "OUT_OF_SERVICE"), THREADS);
		awaitStatus("OUT_OF_SERVICE");
		this.registry.setStatus(this.registration, "UP");
		assertThat(status()).isEqualTo("DOWN");
		assertThat(leaving).isNotDone();
		this.server.heal();
		awaitStatus("UP");
		assertThat(leaving).succeedsWithin(LIVENESS);
	}

	@Test
	void a_registry_that_closes_can_be_asked_meanwhile() {
		CompletableFuture<Void> closing = CompletableFuture.runAsync(this.registry::close, THREADS);
		awaitStatus("UNKNOWN");
		for (int asked = 0; asked < 1000; asked++) {
			assertThat(status()).isEqualTo("UNKNOWN");
		}
		assertThat(closing).isNotDone();
		this.server.heal();
		assertThat(closing).succeedsWithin(LIVENESS);
		assertThat(this.kv.keys()).isEmpty();
	}

	private String status() {
		return this.registry.getStatus(this.registration);
	}

	private void awaitStatus(String status) {
		Awaitility.await().atMost(LIVENESS).until(() -> status.equals(status()));
	}

}
