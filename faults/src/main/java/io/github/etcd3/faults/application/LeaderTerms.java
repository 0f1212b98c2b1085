/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.Leadership;
import io.github.etcd3.spring.leader.LeadershipListener;
import io.github.etcd3.spring.leader.RevocationReason;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Records the terms that this application was told of.
 */
@Component
final class LeaderTerms implements LeadershipListener {

	private final EtcdLeaderElection election;

	private final Recorder recorder;

	private volatile @Nullable Leadership latest;

	LeaderTerms(@Qualifier("master") EtcdLeaderElection election, Recorder recorder) {
		this.election = election;
		this.recorder = recorder;
		election.addListener(this);
	}

	/** The last term that was told, which may be over. */
	Optional<Leadership> latest() {
		return Optional.ofNullable(this.latest);
	}

	@Override
	public void granted(Leadership leadership) {
		this.latest = leadership;
		this.recorder.note(Workload.LEADER, "granted", Map.of("token", leadership.token().toString()));
		state("granted", leadership);
	}

	@Override
	public void revoked(Leadership leadership, RevocationReason reason) {
		this.recorder.note(Workload.LEADER, "revoked",
				Map.of("token", leadership.token().toString(), "reason", reason.name()));
		state("revoked", leadership);
	}

	/** Another term than the one that is told of may have begun. */
	private void state(String event, Leadership leadership) {
		boolean leader = this.election.isLeader();
		Map<String, String> values = new HashMap<>(Map.of("event", event, "leader", Boolean.toString(leader), "token",
				leadership.token().toString(), "active", Boolean.toString(leadership.isActive())));
		this.election.token().ifPresent((token) -> values.put("current", token.toString()));
		this.recorder.note(Workload.LEADER, "state", values);
	}

}
