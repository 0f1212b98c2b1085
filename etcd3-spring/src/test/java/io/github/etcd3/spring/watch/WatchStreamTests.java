/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchResponse;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a stream on an etcd that works tells its owner.
 */
@EmbeddedServer
class WatchStreamTests {

	private final TestEtcd etcd;

	WatchStreamTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void has_lasted_soon_however_long_it_may_be_silent() {
		List<String> told = new CopyOnWriteArrayList<>();
		try (Client client = this.etcd.connect()) {
			WatchStream stream = open(client, "stream/lasts", told);
			await().atMost(Duration.ofSeconds(60)).until(() -> told.contains("lasted"));
			assertThat(told).containsExactly("created", "lasted");
			stream.close();
		}
	}

	@Test
	void has_not_lasted_if_it_is_closed_before() {
		List<String> told = new CopyOnWriteArrayList<>();
		try (Client client = this.etcd.connect()) {
			WatchStream stream = open(client, "stream/ends", told);
			await().until(() -> told.contains("created"));
			stream.close();
			await().during(Duration.ofSeconds(3)).until(() -> !told.contains("lasted"));
		}
	}

	private static WatchStream open(Client client, String key, List<String> told) {
		WatchStream stream = new WatchStream(EtcdCalls.of(client), Duration.ofHours(1), recording(told));
		stream.open(ByteSequence.from(key, StandardCharsets.UTF_8),
				WatchOption.builder().withCreateNotify(true).build());
		return stream;
	}

	private static WatchStream.Owner recording(List<String> told) {
		return new WatchStream.Owner() {

			@Override
			public void created(WatchStream stream, WatchResponse response) {
				told.add("created");
			}

			@Override
			public void lasted(WatchStream stream) {
				told.add("lasted");
			}

			@Override
			public void received(WatchStream stream, WatchResponse response) {
				told.add("received");
			}

			@Override
			public void silent(WatchStream stream) {
				told.add("silent");
			}

			@Override
			public void ended(WatchStream stream, Throwable cause) {
				told.add("ended");
			}

		};
	}

}
