/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ConfigurableApplicationContext;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EnabledIfEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The members of a real cluster, one of which dies.
 */
@EnabledIfEtcd
class ThreeMembersEndpointTests {

	@Test
	void a_member_that_is_down_is_told_and_hides_no_other() {
		try (EtcdProcessCluster cluster = EtcdProcessCluster.start(3);
				ConfigurableApplicationContext context = EndpointApplication.run(cluster.endpoints(),
						"etcd.health.timeout=3s")) {
			ActuatorClient client = new ActuatorClient(context);
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sick(client.get("etcd/members")).isEmpty());
			JsonNode members = client.get("etcd/members");
			assertThat(members.path("entries").valueStream().map((member) -> member.path("name").asString()))
				.containsExactlyInAnyOrder("member-0", "member-1", "member-2");
			assertThat(members.path("leader").asString()).isEqualTo(cluster.leader().name());
			assertThat(members.path("entries").valueStream().filter((member) -> member.path("leader").asBoolean()))
				.singleElement()
				.satisfies((leader) -> assertThat(leader.path("name").asString()).isEqualTo(cluster.leader().name()));
			EtcdProcess follower = cluster.follower();
			follower.kill();
			Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
				JsonNode now = client.get("etcd").path("members");
				assertThat(sick(now)).singleElement().satisfies((member) -> {
					assertThat(member.path("name").asString()).isEqualTo(follower.name());
					assertThat(member.path("error").asString()).contains("can't be reached");
					assertThat(member.has("version")).isFalse();
				});
				assertThat(now.path("entries").size()).isEqualTo(3);
				assertThat(now.has("error")).isFalse();
			});
		}
	}

	private static List<JsonNode> sick(JsonNode members) {
		return members.path("entries").valueStream().filter((member) -> member.has("error")).toList();
	}

}
