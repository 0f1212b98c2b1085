/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a view takes of the heap, which {@link PrefixView} states.
 */
@EmbeddedServer(dedicated = true)
class PrefixViewMemoryTests {

	private static final Logger logger = LoggerFactory.getLogger(PrefixViewMemoryTests.class);

	private static final int KEYS = 100_000;

	/** 33 MB, and half of that for what else the JVM does meanwhile. */
	private static final long MOST = 50_000_000;

	private final TestEtcd etcd;

	PrefixViewMemoryTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void a_hundred_thousand_keys_take_what_is_stated() {
		try (Client client = this.etcd.connect()) {
			EtcdKvTemplate kv = EtcdKvTemplate.builder(EtcdCalls.of(client)).prefix("memory").build();
			write(kv);
			long before = used();
			try (PrefixView<String> view = kv.view("nodes", String.class)) {
				assertThat(view.awaitLoaded(Duration.ofSeconds(60))).isTrue();
				await().atMost(Duration.ofSeconds(60)).until(() -> used() - before < MOST);
				logger.info("A view of {} keys takes {} kB", KEYS, (used() - before) / 1000);
				assertThat(view.size()).isEqualTo(KEYS);
			}
		}
	}

	/** Keys of 30 characters, values of 100. */
	private static void write(EtcdKvTemplate kv) {
		Map<String, String> batch = new LinkedHashMap<>();
		for (int index = 0; index < KEYS; index++) {
			batch.put("nodes/node-%019d".formatted(index), "%0100d".formatted(index));
			if (batch.size() == 1000) {
				kv.putAll(batch);
				batch.clear();
			}
		}
	}

	private static long used() {
		System.gc();
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

}
