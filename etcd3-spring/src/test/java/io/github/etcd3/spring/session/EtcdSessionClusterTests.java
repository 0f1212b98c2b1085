/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.net.URI;
import java.time.Duration;
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
import static org.awaitility.Awaitility.await;

/**
 * What a session promises when members of its cluster fail.
 */
@EtcdServer(members = 3, dedicated = true)
class EtcdSessionClusterTests {

	private static final EtcdSessionSettings SETTINGS = new EtcdSessionSettings(Duration.ofSeconds(4),
			Duration.ofMillis(500));

	static EtcdProcessCluster cluster;

	@Test
	void survives_a_member_that_hangs_with_its_connections_open() {
		try (Client client = client(); EtcdSession session = new EtcdSession(EtcdCalls.of(client), SETTINGS)) {
			SessionLease lease = session.lease();
			EtcdProcess hanging = cluster.follower();
			hanging.pause();
			try {
				long since = System.nanoTime();
				await().during(SETTINGS.ttl().multipliedBy(2)).atMost(Duration.ofSeconds(30)).until(lease::isValid);
				assertThat(System.nanoTime() - since).isGreaterThan(SETTINGS.ttl().toNanos());
			}
			finally {
				hanging.resume();
			}
			assertThat(session.lease()).isSameAs(lease);
		}
	}

	@Test
	void survives_the_death_of_the_leader() {
		EtcdSessionSettings settings = EtcdSessionSettings.defaults();
		try (Client client = client(); EtcdSession session = new EtcdSession(EtcdCalls.of(client), settings)) {
			SessionLease lease = session.lease();
			EtcdProcess dead = cluster.leader();
			dead.kill();
			try {
				LeaseRenewals.awaitRenewal(lease);
			}
			finally {
				dead.restart();
			}
			assertThat(session.lease()).isSameAs(lease);
		}
	}

	private static Client client() {
		String[] urls = cluster.endpoints().stream().map(URI::toString).toArray(String[]::new);
		return new EtcdClientFactory(EtcdClientSettings.builder(urls).build(), List.of()).create();
	}

}
