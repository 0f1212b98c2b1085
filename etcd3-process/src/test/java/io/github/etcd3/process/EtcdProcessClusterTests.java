/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.etcd3.process.junit.EtcdServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@EtcdServer(members = 3, dedicated = true)
class EtcdProcessClusterTests {

	private static final Duration HEALTHY_TIMEOUT = Duration.ofSeconds(30);

	private final EtcdProcessCluster cluster;

	EtcdProcessClusterTests(EtcdProcessCluster cluster) {
		this.cluster = cluster;
	}

	@BeforeEach
	void allMembersRun() {
		this.cluster.awaitHealthy(HEALTHY_TIMEOUT);
	}

	@Test
	void its_members_share_their_data() {
		this.cluster.member(0).etcdctl("put", "shared", "value").orThrow();

		for (EtcdProcess member : this.cluster.members()) {
			assertThat(member.etcdctl("get", "shared", "--print-value-only").orThrow().output()).isEqualTo("value\n");
		}
		assertThat(this.cluster.endpoints()).hasSize(3).doesNotHaveDuplicates();
		assertThat(this.cluster.etcdctl("endpoint", "health").orThrow().exitCode()).isZero();
	}

	@Test
	void another_member_leads_after_the_leader_was_killed() {
		EtcdProcess first = this.cluster.leader();
		first.kill();

		EtcdProcess second = this.cluster.leader();
		assertThat(second).isNotSameAs(first);
		assertThat(this.cluster.follower()).isNotIn(first, second);
		assertThatIllegalStateException().isThrownBy(() -> this.cluster.awaitHealthy(HEALTHY_TIMEOUT))
			.withMessageContaining(first.name());

		first.restart();
		this.cluster.awaitHealthy(HEALTHY_TIMEOUT);
	}

	@Test
	void a_leader_that_was_deposed_while_paused_does_not_count() {
		EtcdProcess first = this.cluster.leader();
		first.pause();
		EtcdProcess second = this.cluster.leader();
		first.resume();

		assertThat(second).isNotSameAs(first);
		assertThat(this.cluster.leader()).isSameAs(second);
	}

	@Test
	void comes_back_after_all_members_were_killed() {
		this.cluster.etcdctl("put", "kept", "value").orThrow();
		this.cluster.members().forEach(EtcdProcess::kill);
		this.cluster.members().forEach(EtcdProcess::launch);
		this.cluster.awaitHealthy(HEALTHY_TIMEOUT);

		assertThat(this.cluster.etcdctl("get", "kept", "--print-value-only").orThrow().output()).isEqualTo("value\n");
	}

	@Test
	void a_member_that_lost_its_data_gets_it_from_the_others() throws IOException {
		this.cluster.etcdctl("put", "again", "value").orThrow();
		EtcdProcess lost = this.cluster.member(1);
		this.cluster.remove(lost);
		assertThat(this.cluster.member(0).etcdctl("member", "list").orThrow().output()).doesNotContain(lost.name());
		this.cluster.rejoin(lost);

		assertThat(lost.etcdctl("get", "again", "--print-value-only").orThrow().output()).isEqualTo("value\n");
		lost.restart();
		Path log = Files.createTempFile("etcd3-process-", ".log");
		lost.copyLog(log);
		assertThat(log).content().contains("starting an etcd server", "\"initial-cluster-state\":\"existing\"");
		Files.delete(log);
	}

	@Test
	void tells_other_members_the_peer_url_it_is_to_advertise() {
		Map<String, URI> listening = new ConcurrentHashMap<>();
		try (EtcdProcessCluster one = EtcdProcessCluster.start(1, (member) -> member.advertisePeer((name, url) -> {
			listening.put(name, url);
			return URI.create("http://localhost:" + url.getPort());
		}))) {
			assertThat(one.member(0).etcdctl("member", "list").orThrow().output())
				.contains("http://localhost:" + listening.get("member-0").getPort());
		}
	}

	@Test
	void has_one_or_three_members() {
		assertThatIllegalArgumentException().isThrownBy(() -> EtcdProcessCluster.start(2))
			.withMessageContaining("2 members");
	}

}
