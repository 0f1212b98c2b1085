/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged sample while members of its cluster come and go.
 */
@EtcdServer(members = 3, dedicated = true)
class SampleOutageIT {

	private static final String REQUEST_TIMEOUT = "--etcd.request-timeout=2s";

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	@Test
	void the_application_lives_through_the_loss_of_one_member_and_of_the_quorum(EtcdProcessCluster cluster)
			throws IOException, InterruptedException {
		try (SampleProcess sample = SampleProcess.start(cluster.endpoints(), REQUEST_TIMEOUT)) {
			awaitMaster(sample);
			assertThat(sample.put("/kv/kept", "yes").status()).isEqualTo(204);

			EtcdProcess first = cluster.follower();
			first.kill();
			await("the naming of " + first).atMost(LIVENESS).until(() -> {
				JsonNode etcd = etcdHealth(sample);
				assertThat(etcd.path("status").asString("")).as("%s", etcd).isEqualTo("UP");
				return sickMembers(etcd).equals(List.of(first.name()));
			});
			assertThat(sample.get("/kv/kept").body()).isEqualTo("yes");

			EtcdProcess second = cluster.leader();
			second.kill();
			await("DOWN").atMost(Duration.ofSeconds(10)).until(() -> sample.get("/actuator/health").status() == 503);
			assertAnswersWithAProblem(sample);

			first.launch();
			second.launch();
			cluster.awaitHealthy(Duration.ofSeconds(30));
			await("UP again").atMost(LIVENESS).until(() -> {
				JsonNode etcd = etcdHealth(sample);
				return etcd.path("status").asString("").equals("UP") && sickMembers(etcd).isEmpty();
			});
			assertThat(sample.get("/kv/kept").body()).isEqualTo("yes");
			awaitMaster(sample);
		}
	}

	@Test
	void the_application_starts_without_etcd_and_works_once_it_is_up() throws IOException, InterruptedException {
		try (EtcdProcess etcd = EtcdProcess.builder().build();
				SampleProcess sample = SampleProcess.start(etcd.endpoints(), REQUEST_TIMEOUT)) {
			assertThat(sample.get("/actuator/health").status()).isEqualTo(503);
			assertAnswersWithAProblem(sample);

			etcd.launch();
			await("UP").atMost(LIVENESS).until(() -> sample.get("/actuator/health").status() == 200);
			assertThat(sample.put("/kv/late", "yes").status()).isEqualTo(204);
			awaitMaster(sample);
		}
	}

	/** None hangs: the HTTP client would give up first. */
	private static void assertAnswersWithAProblem(SampleProcess sample) throws InterruptedException {
		for (Answer answer : List.of(sample.get("/kv/kept"), sample.put("/kv/other", "value"), sample.get("/kv"),
				sample.post("/counters/outage"))) {
			assertThat(answer.status()).isEqualTo(503);
			assertThat(answer.json().path("detail").asString("")).contains("127.0.0.1");
		}
	}

	private static void awaitMaster(SampleProcess sample) {
		await("mastership").atMost(LIVENESS).until(() -> sample.get("/master").json().path("me").asBoolean(false));
	}

	private static JsonNode etcdHealth(SampleProcess sample) throws InterruptedException {
		return sample.get("/actuator/health").json().path("components").path("etcd");
	}

	private static List<String> sickMembers(JsonNode etcd) {
		return etcd.path("details")
			.path("members")
			.valueStream()
			.filter((member) -> !member.path("status").asString("").equals("UP"))
			.map((member) -> member.path("name").asString(""))
			.toList();
	}

}
