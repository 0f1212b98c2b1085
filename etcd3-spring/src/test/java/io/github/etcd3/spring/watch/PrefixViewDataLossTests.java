/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A view of an etcd that has lost its data.
 */
class PrefixViewDataLossTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private EmbeddedEtcd server;

	TestEtcd start() {
		this.server = EmbeddedEtcd.start();
		return new EmbeddedTestEtcd(this.server);
	}

	/** It ends, and another one without its data takes its place. */
	void loseData() {
		int port = this.server.port();
		this.server.close();
		this.server = EmbeddedEtcd.builder().port(port).start();
	}

	void stop() {
		this.server.close();
	}

	private TestEtcd etcd;

	@BeforeEach
	void startEtcd() {
		this.etcd = start();
	}

	@AfterEach
	void stopEtcd() {
		stop();
	}

	@Test
	void shows_what_is_there_now_and_goes_back_to_its_revision() throws InterruptedException {
		RecordingViewListener<String> listener = RecordingViewListener.open();
		try (Client client = this.etcd.connect()) {
			EtcdKvTemplate kv = EtcdKvTemplate.builder(EtcdCalls.of(client)).prefix("lost").build();
			kv.put("gone", "1");
			for (int value = 1; value <= 50; value++) {
				kv.put("changed", String.valueOf(value));
			}
			long before = kv.put("outside/of/the/view", "1").revision();
			try (PrefixView<String> view = kv.view(String.class)) {
				assertThat(view.awaitRevision(before, LONG)).isTrue();
				view.addListener(listener);
				for (int told = 0; told < 3; told++) {
					assertThat(listener.next()).contains("none ->");
				}

				loseData();

				await().atMost(LONG).until(() -> view.size() == 0);
				assertThat(view.revision()).isLessThan(before);
				for (int told = 0; told < 3; told++) {
					assertThat(listener.next()).endsWith("-> none");
				}
				long after = kv.put("changed", "new").revision();
				assertThat(after).isLessThan(before);
				assertThat(view.awaitRevision(after, LONG)).isTrue();
				assertThat(view.list()).isEqualTo(kv.list());
				assertThat(listener.next()).isEqualTo("changed: none -> new");
			}
		}
	}

}
