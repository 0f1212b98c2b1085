/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.Map;
import java.util.Random;

import io.github.etcd3.faults.history.Operation;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.leader.EtcdLeaderElection;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Resigns now and then, and campaigns again.
 */
@Component
final class LeaderResignations implements Work {

	private static final int SHORTEST = 30_000;

	private static final int LONGEST = 90_000;

	private final EtcdLeaderElection election;

	private final Recorder recorder;

	private final Pace pace;

	LeaderResignations(@Qualifier("master") EtcdLeaderElection election, Recorder recorder, Pace pace) {
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
			if (this.pace.pause(SHORTEST + random.nextInt(LONGEST - SHORTEST)) && this.election.isLeader()) {
				record("resign", this.election::resign);
				this.pace.pause(random.nextInt(3_000));
				record("campaign", this.election::campaign);
			}
		};
	}

	private void record(String name, Runnable call) {
		Operation operation = this.recorder.invoke(Workload.LEADER, name, Map.of());
		call.run();
		operation.ok(Map.of());
	}

}
