/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.List;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session whose token ends.
 */
@EtcdServer(dedicated = true)
class EtcdSessionAuthenticationTests {

	static EtcdProcess etcd;

	@Test
	void survives_the_end_of_its_token() {
		etcd.etcdctl("user", "add", "root:secret").orThrow();
		etcd.etcdctl("user", "grant-role", "root", "root");
		etcd.etcdctl("auth", "enable").orThrow();
		EtcdClientSettings settings = EtcdClientSettings.builder(etcd.endpoint().toString())
			.credentials("root", "secret")
			.build();
		try (Client client = new EtcdClientFactory(settings, List.of()).create();
				EtcdSession session = new EtcdSession(EtcdCalls.of(client),
						new EtcdSessionSettings(Duration.ofSeconds(9), Duration.ofSeconds(1)))) {
			SessionLease lease = session.lease();

			// Simple tokens live in the server's memory.
			etcd.restart();

			LeaseRenewals.awaitRenewal(lease);
			assertThat(session.lease()).isSameAs(lease);
		}
	}

}
