/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances of the packaged sample. The cluster is theirs alone, and so is each lease
 * that is left behind.
 */
@EtcdServer(members = 3, dedicated = true)
class SampleInstancesIT {

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
				long token = first.get("/master").json().path("token").asLong(0);
				assertThat(second.get("/master").json().path("token").asLong(0)).isEqualTo(token);
				await().until(() -> first.get("/nodes").json().size() == 2 && second.get("/nodes").json().size() == 2);

				first.stop();
				awaitMaster(second);
				assertThat(second.get("/master").json().path("token").asLong(0)).isGreaterThan(token);
				await().until(() -> second.get("/nodes").json().size() == 1);

				second.stop();
			}
		}
		assertThat(etcdctl(cluster, "lease", "list")).isEqualTo("found 0 leases");
		assertThat(etcdctl(cluster, "get", "--prefix", "--keys-only", "sample/master")).isEmpty();
		assertThat(etcdctl(cluster, "get", "--prefix", "--keys-only", "sample/nodes")).isEmpty();
	}

	@Test
	void a_locked_section_runs_once_at_a_time_in_both(EtcdProcessCluster cluster)
			throws IOException, InterruptedException, ExecutionException {
		try (SampleProcess first = SampleProcess.start(cluster.endpoints());
				SampleProcess second = SampleProcess.start(cluster.endpoints())) {
			Callable<Answer> atFirst = () -> first.post("/locks/report?duration=100ms");
			Callable<Answer> atSecond = () -> second.post("/locks/report?duration=100ms");
			List<JsonNode> runs = Parallel.all(List.of(atFirst, atSecond, atFirst, atSecond, atFirst, atSecond))
				.stream()
				.map(Answer::json)
				.sorted(Comparator.comparing((run) -> run.path("number").asInt(0)))
				.toList();
			assertThat(runs).extracting((run) -> run.path("number").asInt(0)).containsExactly(1, 2, 3, 4, 5, 6);
			assertThat(runs).extracting((run) -> run.path("token").asLong(0)).isSorted().doesNotHaveDuplicates();
			assertThat(etcdctl(cluster, "get", "--prefix", "--keys-only", "sample/locks/")).isEmpty();
		}
	}

	private static void awaitMaster(SampleProcess sample) {
		await("mastership").atMost(Duration.ofSeconds(30))
			.until(() -> sample.get("/master").json().path("me").asBoolean(false));
	}

	private static String etcdctl(EtcdProcessCluster cluster, String... arguments) {
		return cluster.etcdctl(arguments).orThrow().output().strip();
	}

}
