/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.etcd3.faults.cluster.FaultCluster;
import io.github.etcd3.process.CommandResult;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;

/**
 * What goes wrong with the members' processes.
 */
final class MemberFaults {

	private static final int MOVES = 4;

	private static final Duration BETWEEN_MOVES = Duration.ofMillis(300);

	private final EtcdProcessCluster cluster;

	private final Set<EtcdProcess> lost = ConcurrentHashMap.newKeySet();

	MemberFaults(FaultCluster cluster) {
		this.cluster = cluster.direct();
	}

	Fault kill(int choice) {
		EtcdProcess member = any(choice);
		return Fault.of(member.name(), member::kill, () -> launch(member));
	}

	Fault pauseFollower(int choice) {
		EtcdProcess leader = this.cluster.leader();
		List<EtcdProcess> followers = this.cluster.members().stream().filter((member) -> member != leader).toList();
		return pause(followers.get(choice % followers.size()));
	}

	Fault pauseLeader() {
		return pause(this.cluster.leader());
	}

	private static Fault pause(EtcdProcess member) {
		return Fault.of(member.name(), member::pause, member::resume);
	}

	Fault loseData(int choice) {
		EtcdProcess member = any(choice);
		return Fault.of(member.name(), () -> {
			this.lost.add(member);
			this.cluster.remove(member);
		}, this::heal);
	}

	/** Lets those come back whose data is lost. */
	void heal() {
		this.lost.forEach((member) -> {
			this.cluster.rejoin(member);
			this.lost.remove(member);
		});
	}

	Fault loseQuorum(int choice) {
		EtcdProcess survivor = any(choice);
		List<EtcdProcess> lost = this.cluster.members().stream().filter((member) -> member != survivor).toList();
		return Fault.of(lost.get(0).name() + "," + lost.get(1).name(), () -> lost.forEach(EtcdProcess::kill),
				() -> lost.forEach(MemberFaults::launch));
	}

	/** Several times, one soon after the other; a move may come too early to be made. */
	Fault moveLeader(int choice) {
		return Fault.of("all", () -> {
			List<CommandResult> moves = IntStream.range(0, MOVES).mapToObj((move) -> moveOnce(choice + move)).toList();
			if (moves.stream().allMatch((move) -> move.exitCode() != 0)) {
				moves.get(0).orThrow();
			}
		}, () -> {
		});
	}

	private CommandResult moveOnce(int choice) {
		EtcdProcess leader = this.cluster.leader();
		List<EtcdProcess> followers = this.cluster.members().stream().filter((member) -> member != leader).toList();
		EtcdProcess next = followers.get(choice % followers.size());
		CommandResult moved = leader.etcdctl("move-leader", id(next));
		Pauses.sleep(BETWEEN_MOVES);
		return moved;
	}

	private String id(EtcdProcess wanted) {
		// A line is: id, status, name, and more.
		return this.cluster.etcdctl("member", "list")
			.orThrow()
			.output()
			.lines()
			.map((line) -> line.split(", "))
			.filter((parts) -> parts[2].equals(wanted.name()))
			.map((parts) -> parts[0])
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(wanted + " is no member of " + this.cluster));
	}

	private EtcdProcess any(int choice) {
		return this.cluster.member(choice % this.cluster.members().size());
	}

	private static void launch(EtcdProcess member) {
		if (!member.isAlive()) {
			member.launch();
		}
	}

}
