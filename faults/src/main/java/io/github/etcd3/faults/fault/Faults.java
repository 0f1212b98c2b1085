/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.github.etcd3.faults.cluster.FaultCluster;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.instance.Instance;

/**
 * All that can go wrong, and what makes it well again.
 */
public final class Faults {

	private static final Duration HEAL_TIMEOUT = Duration.ofSeconds(60);

	private final FaultCluster cluster;

	private final MemberFaults members;

	private final LinkFaults links;

	private final StoreFaults store;

	private final ApplicationFaults applications;

	/**
	 * The faults of a laboratory.
	 * @param cluster its cluster
	 * @param instances its applications
	 * @param leader gives the name of the application that leads now, asked of etcd
	 * @param told gives the last revision the oracle was told: no history after it is
	 * compacted
	 * @param recorder notes what happens to applications
	 */
	public Faults(FaultCluster cluster, List<Instance> instances, Supplier<Optional<String>> leader, LongSupplier told,
			Recorder recorder) {
		this.cluster = cluster;
		this.members = new MemberFaults(cluster);
		this.links = new LinkFaults(cluster);
		this.store = new StoreFaults(cluster, told);
		this.applications = new ApplicationFaults(instances, leader, recorder);
	}

	/**
	 * Decides at the moment of the fault whom it meets.
	 * @param step what is to go wrong
	 * @return it, ready to begin
	 */
	Chosen choose(Step step) {
		if (step.kind() == FaultKind.APPLICATION_LEADER_PAUSE) {
			return this.applications.pauseLeader()
				.map((fault) -> new Chosen(step.kind(), fault))
				.orElseGet(() -> new Chosen(FaultKind.APPLICATION_PAUSE, this.applications.pauseAny(step.choice())));
		}
		return new Chosen(step.kind(), fault(step));
	}

	private Fault fault(Step step) {
		return switch (step.kind()) {
			case MEMBER_KILL -> this.members.kill(step.choice());
			case MEMBER_PAUSE -> this.members.pauseFollower(step.choice());
			case ETCD_LEADER_PAUSE -> this.members.pauseLeader();
			case LEADER_MOVE -> this.members.moveLeader(step.choice());
			case MEMBER_DATA_LOSS -> thenHealed(this.members.loseData(step.choice()));
			case QUORUM_LOSS -> this.members.loseQuorum(step.choice());
			case APPLICATION_KILL -> this.applications.kill(step);
			case APPLICATION_PAUSE -> this.applications.pause(step);
			case APPLICATION_LEADER_PAUSE -> throw new IllegalArgumentException("Chosen elsewhere: " + step);
			case APPLICATION_RESTART -> this.applications.restart(step);
			case CLIENT_CUT -> this.links.clientCut(step);
			case CLIENT_STALL -> this.links.clientStall(step);
			case CLIENT_DELAY -> this.links.clientDelay(step);
			case CLIENT_ONE_WAY -> this.links.clientOneWay(step);
			case CLIENT_UNPLUGGED -> this.links.clientUnplugged(step);
			case PEER_CUT -> this.links.peerCut(step);
			case PEER_STALL -> this.links.peerStall(step);
			case PEER_DELAY -> this.links.peerDelay(step);
			case PEER_ONE_WAY -> this.links.peerOneWay(step);
			case COMPACTION -> this.store.compact(step);
			case DEFRAGMENTATION -> this.store.defragment(step.choice());
			case QUOTA_FULL -> this.store.fillQuota();
			case SLOW_DISK -> this.store.slowDisk(step.choice());
			case WALL_CLOCK -> this.applications.moveWallClock(step);
		};
	}

	private Fault thenHealed(Fault fault) {
		return Fault.of(fault.target(), fault::begin, () -> {
			fault.end();
			this.store.heal();
		});
	}

	/**
	 * Waits for the first linearizable read that the cluster answers.
	 */
	void awaitQuorum() {
		this.cluster.awaitQuorum(HEAL_TIMEOUT);
	}

	/**
	 * Makes all well, whatever was not undone, and waits until it is.
	 */
	void heal() {
		this.applications.heal();
		this.members.heal();
		this.cluster.heal(HEAL_TIMEOUT);
		this.store.heal();
	}

	Optional<String> leader() {
		return this.applications.leader();
	}

	List<String> alive() {
		return this.applications.alive();
	}

	/**
	 * What goes wrong in the end.
	 *
	 * @param kind the kind, which is another than was wished where nobody led
	 * @param fault it, ready to begin
	 */
	record Chosen(FaultKind kind, Fault fault) {

	}

}
