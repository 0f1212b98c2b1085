/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.List;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session whose token ends.
 */
@EmbeddedServer(dedicated = true)
class EtcdSessionAuthenticationTests {

	private final TestEtcd etcd;

	EtcdSessionAuthenticationTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void survives_the_end_of_its_token() {
		this.etcd.protect();
		EtcdClientSettings settings = EtcdClientSettings.builder(this.etcd.endpoint().toString())
			.credentials("root", "secret")
			.build();
		try (Client client = new EtcdClientFactory(settings, List.of()).create();
				EtcdSession session = new EtcdSession(EtcdCalls.of(client),
						new EtcdSessionSettings(Duration.ofSeconds(9), Duration.ofSeconds(1)))) {
			SessionLease lease = session.lease();

			// Simple tokens live in the server's memory.
			this.etcd.goAway();
			this.etcd.comeBack();

			LeaseRenewals.awaitRenewal(lease);
			assertThat(session.lease()).isSameAs(lease);
		}
	}

}
