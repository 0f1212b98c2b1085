/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.Etcdctl;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

@EnabledIfEtcd
class FaultClusterTests {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	static Path logs;

	private static FaultCluster cluster;

	private static final Queue<Oracle.Change> TOLD = new ConcurrentLinkedQueue<>();

	private static Oracle oracle;

	@BeforeAll
	static void start() {
		cluster = FaultCluster.start(logs);
		oracle = Oracle.start(cluster.direct(), new Oracle.Listener() {

			@Override
			public void changed(Oracle.Change change) {
				TOLD.add(change);
			}

			@Override
			public void broken(String reason) {
				// Asked for where it matters.
			}

		});
	}

	@AfterAll
	static void close() {
		oracle.close();
		cluster.close();
		assertThat(logs.resolve("member-0.log")).isNotEmptyFile();
	}

	@AfterEach
	void heal() {
		cluster.heal(PATIENCE);
	}

	@Test
	void a_pair_of_peers_is_cut_and_the_cluster_goes_on() {
		EtcdProcess leader = cluster.direct().leader();
		List<EtcdProcess> followers = cluster.members().stream().filter((member) -> member != leader).toList();
		EtcdProcess cut = followers.get(0);
		EtcdProcess other = followers.get(1);
		await().untilAsserted(() -> assertThat(cluster.peers().connections(leader, cut)).isPositive());
		await().untilAsserted(() -> assertThat(cluster.peers().connections(cut, leader)).isPositive());

		cluster.peers().between(leader, cut, LinkState.CUT);
		cluster.peers().between(other, cut, LinkState.CUT);
		assertThat(cluster.peers().connections(leader, cut)).isZero();
		assertThat(cluster.peers().connections(leader, other)).isPositive();
		leader.etcdctl("put", "pair", "value").orThrow();
		assertThat(cut.etcdctl("get", "pair", "--command-timeout=1s").exitCode()).isNotZero();
		assertThat(other.etcdctl("get", "pair", "--print-value-only").orThrow().output()).isEqualTo("value\n");

		cluster.peers().open();
		cut.awaitReady(PATIENCE);
		assertThat(cut.etcdctl("get", "pair", "--print-value-only").orThrow().output()).isEqualTo("value\n");
	}

	@Test
	void a_leader_that_is_not_heard_leads_no_more() {
		EtcdProcess leader = cluster.direct().leader();
		cluster.members()
			.stream()
			.filter((member) -> member != leader)
			.forEach((member) -> cluster.peers().silence(leader, member));

		await().atMost(PATIENCE).untilAsserted(() -> assertThat(cluster.direct().leader()).isNotSameAs(leader));
	}

	@Test
	void a_member_comes_back_after_it_lost_its_data() {
		cluster.direct().etcdctl("put", "kept", "value").orThrow();
		EtcdProcess member = cluster.members().get(1);

		cluster.direct().remove(member);
		assertThat(member.isAlive()).isFalse();
		assertThat(cluster.members().get(0).etcdctl("member", "list").orThrow().output()).doesNotContain("member-1");
		cluster.direct().rejoin(member);

		assertThat(member.etcdctl("get", "kept", "--print-value-only").orThrow().output()).isEqualTo("value\n");
		member.restart();
		cluster.direct().awaitHealthy(PATIENCE);
	}

	@Test
	void an_application_reaches_the_members_through_links_of_its_own() {
		assertThat(cluster.endpointsFor("app-1")).hasSize(3)
			.doesNotContainAnyElementsOf(cluster.endpointsFor("app-2"))
			.doesNotContainAnyElementsOf(cluster.direct().endpoints());

		try (Etcdctl first = Etcdctl.on(EtcdBinary.require(), cluster.endpointsFor("app-1").get(2));
				Etcdctl second = Etcdctl.on(EtcdBinary.require(), cluster.endpointsFor("app-2").get(2))) {
			first.run("put", "through", "proxies").orThrow();
			cluster.clientLinks("app-1").forEach((link) -> link.set(LinkState.CUT));
			assertThat(first.run("get", "through", "--command-timeout=1s").exitCode()).isNotZero();
			second.run("get", "through").orThrow();
		}
	}

	@Test
	void the_oracle_is_told_all_though_its_members_come_and_go() throws InterruptedException {
		for (EtcdProcess member : cluster.members()) {
			cluster.direct().etcdctl("put", "oracle/" + member.name(), "value").orThrow();
			member.kill();
			member.restart();
			cluster.direct().etcdctl("del", "oracle/" + member.name()).orThrow();
		}
		long revision = cluster.revision();

		assertThat(oracle.await(revision, PATIENCE)).as(() -> "broken: " + oracle.broken()).isTrue();
		assertThat(TOLD).filteredOn((change) -> change.key().equals("oracle/member-2"))
			.extracting(Oracle.Change::deleted, Oracle.Change::value, Oracle.Change::version)
			.containsExactly(tuple(false, "value", 1L), tuple(true, "", 0L));
	}

	@Test
	void the_oracle_goes_on_where_it_was_after_no_member_had_a_leader() throws InterruptedException {
		cluster.direct().etcdctl("put", "oracle/before", "value").orThrow();
		assertThat(oracle.await(cluster.revision(), PATIENCE)).isTrue();
		int beginnings = oracle.beginnings();
		cluster.members()
			.forEach((one) -> cluster.members()
				.stream()
				.filter((other) -> other != one)
				.forEach((other) -> cluster.peers().between(one, other, LinkState.CUT)));
		await().atMost(PATIENCE).until(() -> oracle.beginnings() > beginnings);
		cluster.heal(PATIENCE);
		cluster.direct().etcdctl("put", "oracle/after", "value").orThrow();

		assertThat(oracle.await(cluster.revision(), PATIENCE)).as(() -> "broken: " + oracle.broken()).isTrue();
		assertThat(TOLD).filteredOn((change) -> change.key().equals("oracle/after")).hasSize(1);
	}

	@Test
	void an_oracle_that_comes_too_late_says_so() {
		long revision = cluster.revision();
		cluster.direct().etcdctl("put", "late", "1").orThrow();
		cluster.direct().etcdctl("put", "late", "2").orThrow();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(oracle.revision()).as(() -> "broken: " + oracle.broken())
				.isGreaterThanOrEqualTo(revision + 2));
		cluster.direct().etcdctl("compact", Long.toString(revision + 1)).orThrow();
		Queue<String> reasons = new ConcurrentLinkedQueue<>();

		try (Oracle late = Oracle.start(cluster.direct(), new Oracle.Listener() {

			@Override
			public void changed(Oracle.Change change) {
				// None comes.
			}

			@Override
			public void broken(String reason) {
				reasons.add(reason);
			}

		})) {
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(reasons).hasSize(1));
			assertThat(late.broken()).isPresent();
		}
	}

}
