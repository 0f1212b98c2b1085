/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.etcd.jetcd.Client;
import io.grpc.InternalChannelz;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A look at the cluster that is under way when the application ends.
 */
class ClusterCheckTests {

	@Test
	void leaves_no_channel_behind_when_it_is_closed_while_it_asks() throws Exception {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			int port = etcd.endpoint().getPort();
			Client client = new EtcdClientFactory(
					EtcdClientSettings.builder("http://127.0.0.1:" + port, "http://localhost:" + port).build(),
					List.of())
				.create();
			AtomicReference<ClusterCheck> check = new AtomicReference<>();
			AtomicReference<CompletableFuture<Void>> end = new AtomicReference<>();
			AtomicInteger asked = new AtomicInteger();
			Ticker ticker = () -> {
				// Twice for each address: one is asked, and the other about to be.
				if (isAsking() && asked.incrementAndGet() == 3) {
					end.set(CompletableFuture.runAsync(() -> {
						check.get().close();
						client.close();
					}));
					end.get().completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
				}
				return System.nanoTime();
			};
			check.set(new ClusterCheck(EtcdCalls.of(client), Duration.ofSeconds(30), ticker));
			check.get().run();
			assertThat(asked).hasValueGreaterThan(2);
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> channels(port) == 0);
		}
	}

	private static boolean isAsking() {
		return StackWalker.getInstance()
			.walk((frames) -> frames.anyMatch((frame) -> frame.getClassName().equals(StatusRound.class.getName())
					&& frame.getMethodName().equals("ask")));
	}

	private static long channels(int port) {
		return InternalChannelz.instance().getRootChannels(0, 10_000).channels.stream()
			.filter((channel) -> channel.toString().contains(":" + port))
			.count();
	}

}
