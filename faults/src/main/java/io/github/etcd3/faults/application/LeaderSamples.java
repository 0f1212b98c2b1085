/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.github.etcd3.faults.history.Operation;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Asks all the time whether this application leads.
 */
@Component
final class LeaderSamples implements Work {

	private final EtcdLeaderElection election;

	private final Recorder recorder;

	private final Pace pace;

	LeaderSamples(@Qualifier("master") EtcdLeaderElection election, Recorder recorder, Pace pace) {
		this.election = election;
		this.recorder = recorder;
		this.pace = pace;
	}

	@Override
	public Workload workload() {
		return Workload.LEADER;
	}

	@Override
	public Step begin(Random random) {
		return () -> {
			Operation leading = this.recorder.invoke(Workload.LEADER, "leading", Map.of());
			boolean leader = this.election.isLeader();
			Optional<String> token = leader ? this.election.token().map(FencingToken::toString) : Optional.empty();
			leading.ok(RecordedCalls.with(Map.of("leader", Boolean.toString(leader)), "token", token));
			this.pace.pause(20 + random.nextInt(30));
		};
	}

}
