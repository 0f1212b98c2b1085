/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Watches on a cluster of which a member hangs.
 */
@EtcdServer(members = 3, dedicated = true)
class PrefixWatchClusterTests {

	static EtcdProcessCluster cluster;

	@Test
	void hear_of_what_happened_although_the_member_that_serves_them_hangs() throws InterruptedException {
		String[] urls = cluster.endpoints().stream().map(URI::toString).toArray(String[]::new);
		List<RecordingListener> listeners = new ArrayList<>();
		List<PrefixWatch> watches = new ArrayList<>();
		try (Client client = new EtcdClientFactory(EtcdClientSettings.builder(urls).build(), List.of()).create()) {
			EtcdCalls calls = EtcdCalls.of(client);
			for (int index = 0; index < 6; index++) {
				RecordingListener listener = new RecordingListener();
				listeners.add(listener);
				watches.add(new PrefixWatch(calls, "a/", listener));
				assertThat(listener.next()).isEqualTo("resynced");
			}
			EtcdProcess hanging = cluster.follower();
			hanging.pause();
			try {
				cluster.leader().etcdctl("put", "a/1", "v").orThrow();

				for (RecordingListener listener : listeners) {
					assertThat(listener.hears("put a/1", "resynced")).isTrue();
				}
			}
			finally {
				hanging.resume();
				watches.forEach(PrefixWatch::close);
			}
		}
	}

}
