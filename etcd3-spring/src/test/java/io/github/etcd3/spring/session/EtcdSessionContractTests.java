/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.LeaseOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a session promises, on an etcd that goes away.
 */
@EmbeddedServer(dedicated = true)
class EtcdSessionContractTests {

	private static final EtcdSessionSettings SHORT = new EtcdSessionSettings(Duration.ofSeconds(2),
			Duration.ofMillis(500));

	private final TestEtcd etcd;

	private Client client;

	private EtcdCalls calls;

	EtcdSessionContractTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.calls = EtcdCalls.of(this.client);
	}

	@AfterEach
	void disconnect() {
		this.client.close();
	}

	@Test
	void keeps_its_lease_alive_and_leaves_none_when_it_is_closed() {
		SessionLease lease;
		try (EtcdSession session = new EtcdSession(this.calls, SHORT)) {
			lease = session.lease();
			for (int renewal = 0; renewal < 4; renewal++) {
				LeaseRenewals.awaitRenewal(lease);
			}
			assertThat(timeToLive(lease)).isPositive();
			assertThat(session.state()).isEqualTo(SessionState.ACTIVE);
		}

		assertThat(timeToLive(lease)).as("unknown to etcd").isEqualTo(-1);
		assertThat(lease.isValid()).isFalse();
	}

	@Test
	void is_lost_when_somebody_revokes_its_lease() {
		try (EtcdSession session = new EtcdSession(this.calls, SHORT)) {
			SessionLease lease = session.lease();

			this.calls.await(EtcdCall.write("lease revoke", lease.hexId()),
					this.client.getLeaseClient().revoke(lease.id()));

			await().until(() -> session.state() == SessionState.LOST);
			assertThat(session.lease().id()).isNotEqualTo(lease.id());
		}
	}

	@Test
	void is_lost_here_before_etcd_can_end_the_lease_and_is_back_when_etcd_is() throws InterruptedException {
		BlockingQueue<String> told = new LinkedBlockingQueue<>();
		try (EtcdSession session = new EtcdSession(this.calls, SHORT)) {
			session.addListener(new EtcdSessionListener() {

				@Override
				public void established(SessionLease lease) {
					told.add("established");
				}

				@Override
				public void suspended(SessionLease lease) {
					told.add("suspended");
				}

				@Override
				public void lost(SessionLease lease) {
					told.add("lost");
				}

			});
			SessionLease lease = session.lease();
			assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("established");

			this.etcd.goAway();
			long away = System.nanoTime();
			long latest = away + SHORT.ttl().minus(SHORT.margin()).toNanos();
			await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() - latest >= 0);

			// Etcd ends it a full time to live after it saw the last renewal.
			assertThat(lease.isValid()).isFalse();
			assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("suspended");
			assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("lost");

			this.etcd.comeBack();
			assertThat(told.poll(30, TimeUnit.SECONDS)).isEqualTo("established");
			assertThat(session.isValid()).isTrue();
			assertThat(session.lease().id()).isNotEqualTo(lease.id());
			assertThat(lease.isValid()).isFalse();
		}
	}

	private long timeToLive(SessionLease lease) {
		return this.calls
			.await(EtcdCall.read("lease time-to-live", lease.hexId()),
					this.client.getLeaseClient().timeToLive(lease.id(), LeaseOption.DEFAULT))
			.getTTL();
	}

}
