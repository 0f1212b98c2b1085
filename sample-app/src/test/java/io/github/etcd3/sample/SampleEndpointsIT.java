/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged sample, one instance, on a healthy cluster of three members; and
 * {@code etcdctl} beside it.
 */
@EtcdServer(members = 3)
class SampleEndpointsIT {

	private static SampleProcess sample;

	@BeforeAll
	static void start(EtcdProcessCluster cluster) throws IOException {
		sample = SampleProcess.start(cluster.endpoints());
	}

	@AfterAll
	static void stop() {
		if (sample != null) {
			sample.close();
		}
	}

	@Test
	void keys_are_written_read_listed_and_deleted_under_the_prefix(EtcdProcessCluster cluster)
			throws InterruptedException {
		assertThat(sample.get("/kv/color").status()).isEqualTo(404);
		assertThat(sample.put("/kv/color", "grün").status()).isEqualTo(204);
		assertThat(sample.get("/kv/color").body()).isEqualTo("grün");
		assertThat(sample.get("/kv").json().path("color").asString("")).isEqualTo("grün");
		assertThat(etcdctl(cluster, "get", "--print-value-only", "sample/kv/color")).isEqualTo("grün");

		etcdctl(cluster, "put", "sample/kv/color", "blue");
		assertThat(sample.get("/kv/color").body()).isEqualTo("blue");

		assertThat(sample.delete("/kv/color").body()).isEqualTo("blue");
		assertThat(sample.delete("/kv/color").status()).isEqualTo(404);
		assertThat(etcdctl(cluster, "get", "--keys-only", "sample/kv/color")).isEmpty();
	}

	@Test
	void every_change_of_a_key_is_heard_whoever_made_it(EtcdProcessCluster cluster) {
		etcdctl(cluster, "put", "sample/kv/heard", "1");
		etcdctl(cluster, "del", "sample/kv/heard");
		await().untilAsserted(() -> assertThat(sample.get("/changes").json().valueStream())
			.filteredOn((change) -> change.path("key").asString("").equals("heard"))
			.extracting((change) -> change.path("change").asString(""))
			.containsExactly("created", "deleted"));
	}

	@Test
	void if_match_is_a_compare_and_set() throws InterruptedException {
		String eTag = sample.put("/kv/price", "1", "Content-Type", "application/x-www-form-urlencoded")
			.eTag()
			.orElseThrow();
		assertThat(sample.get("/kv/price").body()).isEqualTo("1");
		assertThat(sample.get("/kv/price").eTag()).contains(eTag);
		assertThat(sample.put("/kv/price", "2", "If-Match", eTag).status()).isEqualTo(204);
		assertThat(sample.put("/kv/price", "3", "If-Match", eTag).status()).isEqualTo(412);
		assertThat(sample.get("/kv/price").body()).isEqualTo("2");
	}

	@Test
	void parallel_increments_each_count_once() throws InterruptedException, ExecutionException {
		Set<String> numbers = Parallel.repeat(10, () -> sample.post("/counters/visits"))
			.stream()
			.map(Answer::body)
			.collect(Collectors.toSet());
		assertThat(numbers)
			.isEqualTo(IntStream.rangeClosed(1, 10).mapToObj(Integer::toString).collect(Collectors.toSet()));
	}

	@Test
	void a_locked_section_runs_once_at_a_time_with_growing_tokens() throws InterruptedException, ExecutionException {
		List<JsonNode> runs = Parallel.repeat(4, () -> sample.post("/locks/report?duration=100ms"))
			.stream()
			.map(Answer::json)
			.sorted((one, other) -> Integer.compare(one.path("number").asInt(0), other.path("number").asInt()))
			.toList();
		assertThat(runs).extracting((run) -> run.path("number").asInt(0)).containsExactly(1, 2, 3, 4);
		assertThat(runs).extracting((run) -> run.path("token").asLong(0)).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void a_lock_that_etcdctl_holds_is_a_conflict_until_it_is_free(EtcdProcessCluster cluster)
			throws InterruptedException {
		Process holder = cluster.startEtcdctl("lock", "sample/locks/nightly");
		try {
			await().until(() -> !etcdctl(cluster, "get", "--prefix", "--keys-only", "sample/locks/nightly/").isEmpty());
			Answer refused = sample.post("/locks/nightly");
			assertThat(refused.status()).isEqualTo(409);
			assertThat(refused.json().path("detail").asString("")).contains("nightly");
		}
		finally {
			holder.destroy();
		}
		assertThat(sample.post("/locks/nightly").status()).isEqualTo(200);
		assertThat(etcdctl(cluster, "get", "--prefix", "--keys-only", "sample/locks/nightly/")).isEmpty();
	}

	@Test
	void a_master_that_resigned_hands_over_to_etcdctl_and_writes_no_longer(EtcdProcessCluster cluster)
			throws InterruptedException {
		awaitMaster();
		assertThat(sample.put("/master/notice", "ours").status()).isEqualTo(204);

		Process elected = cluster.startEtcdctl("elect", "sample/master", "etcdctl");
		try {
			await("etcdctl in the queue")
				.until(() -> etcdctl(cluster, "get", "--prefix", "--print-value-only", "sample/master/")
					.contains("etcdctl"));
			awaitMaster();
			assertThat(sample.post("/master/resign").status()).isEqualTo(204);
			await().until(() -> sample.get("/master").json().path("candidate").asString("").equals("etcdctl"));
			assertThat(sample.get("/master").json().path("me").asBoolean(false)).isFalse();
			assertThat(sample.put("/master/notice", "not ours").status()).isEqualTo(409);
			await().untilAsserted(() -> assertThat(masterEvents()).containsSubsequence("granted sample-app",
					"revoked: RESIGNED sample-app", "changed etcdctl"));
			assertThat(sample.post("/master/campaign").status()).isEqualTo(204);
		}
		finally {
			elected.destroy();
		}
		awaitMaster();
	}

	@Test
	void etcdctl_sees_the_master(EtcdProcessCluster cluster) throws InterruptedException {
		awaitMaster();
		String candidate = sample.get("/master").json().path("candidate").asString("");
		assertThat(etcdctl(cluster, "get", "--prefix", "--print-value-only", "sample/master/")).isEqualTo(candidate);
	}

	@Test
	void health_shows_every_member() throws InterruptedException {
		Answer health = sample.get("/actuator/health");
		assertThat(health.status()).isEqualTo(200);
		JsonNode etcd = health.json().path("components").path("etcd");
		assertThat(etcd.path("status").asString("")).isEqualTo("UP");
		assertThat(etcd.path("details").path("members").valueStream().map((member) -> member.path("name").asString("")))
			.containsExactlyInAnyOrder("member-0", "member-1", "member-2");
	}

	private static Stream<String> masterEvents() throws InterruptedException {
		return sample.get("/master/events")
			.json()
			.valueStream()
			.map((event) -> event.path("event").asString("") + ' '
					+ event.path("candidate").asString("").replaceAll(":.*", ""));
	}

	private static void awaitMaster() {
		await("mastership").until(() -> sample.get("/master").json().path("me").asBoolean(false));
	}

	private static String etcdctl(EtcdProcessCluster cluster, String... arguments) {
		return cluster.etcdctl(arguments).orThrow().output().strip();
	}

}
