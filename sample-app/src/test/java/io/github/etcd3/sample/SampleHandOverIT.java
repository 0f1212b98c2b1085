/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances of the packaged sample. The cluster is their own, so that each lease that
 * is left behind is theirs.
 */
@EtcdServer(members = 3, dedicated = true)
class SampleHandOverIT {

	/** Far longer than this test: nothing here may come from an expired lease. */
	private static final String TTL = "--etcd.session.ttl=300s";

	@Test
	void a_graceful_stop_hands_over_at_once_and_leaves_nothing_behind(EtcdProcessCluster cluster)
			throws IOException, InterruptedException {
		try (SampleProcess first = SampleProcess.start(cluster.endpoints(), TTL)) {
			awaitMaster(first);
			try (SampleProcess second = SampleProcess.start(cluster.endpoints(), TTL)) {
				await().until(() -> !second.get("/master").json().path("candidate").isNull());
				assertThat(second.get("/master").json().path("me").asBoolean(false)).isFalse();
				long token = first.get("/master").json().path("token").asLong();
				assertThat(second.get("/master").json().path("token").asLong()).isEqualTo(token);

				first.stop();
				awaitMaster(second);
				assertThat(second.get("/master").json().path("token").asLong()).isGreaterThan(token);

				second.stop();
			}
		}
		assertThat(etcdctl(cluster, "lease", "list")).isEqualTo("found 0 leases");
		assertThat(etcdctl(cluster, "get", "--prefix", "--keys-only", "sample/")).isEmpty();
	}

	private static void awaitMaster(SampleProcess sample) {
		await("mastership").atMost(Duration.ofSeconds(30))
			.until(() -> sample.get("/master").json().path("me").asBoolean(false));
	}

	private static String etcdctl(EtcdProcessCluster cluster, String... arguments) {
		return cluster.etcdctl(arguments).orThrow().output().strip();
	}

}
