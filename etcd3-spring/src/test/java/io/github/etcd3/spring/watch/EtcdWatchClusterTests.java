/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Watches on a cluster whose members die and hang.
 */
@EtcdServer(members = 3, dedicated = true)
class EtcdWatchClusterTests {

	private static final int WATCHES = 6;

	private static final int CHANGES = 10;

	static EtcdProcessCluster cluster;

	private final List<RecordingWatchListener> listeners = new ArrayList<>();

	private final List<String> expected = new ArrayList<>();

	private Client client;

	private EtcdKvTemplate kv;

	@BeforeEach
	void connect() {
		String[] urls = cluster.endpoints().stream().map(URI::toString).toArray(String[]::new);
		EtcdClientSettings settings = EtcdClientSettings.builder(urls).requestTimeout(Duration.ofSeconds(2)).build();
		this.client = new EtcdClientFactory(settings, List.of()).create();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).prefix("cluster").build();
		// One by one they spread over the members.
		IntStream.range(0, WATCHES).forEach((index) -> {
			RecordingWatchListener listener = new RecordingWatchListener();
			this.listeners.add(listener);
			await().atMost(Duration.ofSeconds(30))
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> this.kv.watch().start(listener), (watch) -> true);
		});
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	@Test
	void tell_everything_once_although_a_member_dies() {
		write("a");
		EtcdProcess dead = cluster.leader();
		dead.kill();
		try {
			write("b");
			verify();
		}
		finally {
			dead.restart();
		}
		write("c");
		verify();
	}

	@Test
	void tell_everything_once_although_a_member_hangs() {
		write("d");
		EtcdProcess hanging = cluster.follower();
		hanging.pause();
		try {
			write("e");
			verify();
		}
		finally {
			hanging.resume();
		}
		write("f");
		verify();
	}

	private void write(String name) {
		for (int index = 0; index < CHANGES; index++) {
			String key = name + index;
			await().atMost(Duration.ofSeconds(60)).ignoreExceptionsInstanceOf(EtcdException.class).until(() -> {
				this.kv.putIfAbsent(key, "1");
				return this.kv.get(key).isPresent();
			});
			this.expected.add("put " + key + "=1");
		}
	}

	private void verify() {
		for (RecordingWatchListener listener : this.listeners) {
			assertThat(listener.told(this.expected.size())).isEqualTo(this.expected);
		}
	}

}
