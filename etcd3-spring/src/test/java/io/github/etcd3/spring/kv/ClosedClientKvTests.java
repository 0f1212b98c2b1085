/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * After the client's end.
 */
@EmbeddedServer
class ClosedClientKvTests {

	@Test
	void every_future_fails(TestEtcd etcd) {
		Client client = etcd.connect();
		EtcdSession session = new EtcdSession(EtcdCalls.of(client),
				new EtcdSessionSettings(Duration.ofSeconds(6), Duration.ofMillis(500)));
		EtcdKvTemplate template = EtcdKvTemplate.builder(EtcdCalls.of(client))
			.prefix("closed")
			.session(session)
			.build();
		AsyncEtcdKvOperations kv = template.async();
		kv.putEphemeral("key", "value").join();
		template.deleteAll();
		client.close();
		Map<String, CompletableFuture<?>> futures = new LinkedHashMap<>();
		futures.put("get", kv.get("key"));
		futures.put("list", kv.list());
		futures.put("putEphemeral", kv.putEphemeral("key", "value"));
		futures.put("put", kv.put("key", "value"));
		futures.put("put with time to live", kv.put("key", "value", Duration.ofMinutes(1)));
		futures.put("putAll", kv.putAll(Map.of("a", "1", "b", "2")));
		futures.put("large putAll", kv.putAll(Map.of("a", "x".repeat(100_000), "b", "2")));
		futures.put("update", kv.update("key", String.class, (value) -> "value"));
		futures.put("transaction", template.transaction().thenPut("key", "value").commitAsync());
		futures.forEach((name, future) -> assertThat(future).as(name)
			.failsWithin(AsyncContract.SOON)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(EtcdException.class));
		session.close();
	}

}
