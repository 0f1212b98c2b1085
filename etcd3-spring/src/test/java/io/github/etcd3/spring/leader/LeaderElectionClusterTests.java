/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.FencedOutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Elections on a cluster whose leading member dies.
 */
@EtcdServer(members = 3, dedicated = true)
@Timeout(180)
class LeaderElectionClusterTests {

	/** So long that no hand-over comes from an expired lease. */
	private static final Duration TTL = Duration.ofSeconds(60);

	private static final String KEY = "elections/cluster";

	static EtcdProcessCluster cluster;

	@Test
	void leadership_survives_the_death_of_etcds_leader_and_is_handed_over_after_it() {
		try (ElectingApplication first = new ElectingApplication(cluster, "first", TTL);
				ElectingApplication second = new ElectingApplication(cluster, "second", TTL)) {
			EtcdLeaderElection firstElection = first.join(KEY);
			eventually().until(firstElection::isLeader);
			Leadership firstTerm = firstElection.leadership().orElseThrow();
			EtcdLeaderElection secondElection = second.join(KEY);
			eventually().until(() -> keys() == 2);

			EtcdProcess dead = cluster.leader();
			dead.kill();
			assertThat(firstTerm.isActive()).isTrue();
			eventually().ignoreExceptions().until(() -> {
				firstTerm.kv().put("state", "first");
				return true;
			});
			firstElection.resign();

			eventually().until(secondElection::isLeader);
			Leadership secondTerm = secondElection.leadership().orElseThrow();
			assertThat(secondTerm.token()).isGreaterThan(firstTerm.token());
			EtcdKvTemplate secondKv = secondTerm.kv();
			eventually().ignoreExceptions().until(() -> {
				secondKv.put("state", "second");
				return true;
			});
			assertThatExceptionOfType(FencedOutException.class)
				.isThrownBy(() -> firstTerm.kv().put("state", "first again"));
			dead.restart();
		}
		assertThat(keys()).isZero();
	}

	private static long keys() {
		return cluster.etcdctl("get", "--prefix", "--keys-only", KEY + "/")
			.orThrow()
			.output()
			.lines()
			.filter((line) -> !line.isBlank())
			.count();
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
	}

}
