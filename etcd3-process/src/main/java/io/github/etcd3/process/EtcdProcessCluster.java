/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A real etcd cluster, each member a process of its own; see {@link EtcdProcess}.
 */
public final class EtcdProcessCluster implements AutoCloseable {

	private static final Duration ELECTION_TIMEOUT = Duration.ofSeconds(20);

	private final List<EtcdProcess> members;

	private EtcdProcessCluster(List<EtcdProcess> members) {
		this.members = List.copyOf(members);
		String entries = this.members.stream().map(EtcdProcess::clusterEntry).collect(Collectors.joining(","));
		this.members.forEach((member) -> member.joinCluster(entries));
	}

	/**
	 * Starts a cluster and waits until all its members are ready.
	 * @param size how many members, one or three
	 * @return the running cluster
	 * @throws IllegalStateException as {@link EtcdProcessBuilder#start()}
	 */
	public static EtcdProcessCluster start(int size) {
		return start(size, (member) -> {
		});
	}

	/**
	 * Starts a cluster with settings of its own and waits until all its members are
	 * ready.
	 * @param size how many members, one or three
	 * @param settings called for the builder of each member
	 * @return the running cluster
	 * @throws IllegalStateException as {@link EtcdProcessBuilder#start()}
	 */
	public static EtcdProcessCluster start(int size, Consumer<EtcdProcessBuilder> settings) {
		if (size != 1 && size != 3) {
			throw new IllegalArgumentException("A cluster of " + size + " members: must be 1 or 3");
		}
		return PortTakenException.retry(() -> new EtcdProcessCluster(build(size, settings)), (cluster) -> {
			cluster.members.forEach(EtcdProcess::launch);
			cluster.awaitHealthy(EtcdProcess.START_TIMEOUT);
		}, EtcdProcessCluster::close);
	}

	private static List<EtcdProcess> build(int size, Consumer<EtcdProcessBuilder> settings) {
		return IntStream.range(0, size).mapToObj((index) -> {
			EtcdProcessBuilder builder = EtcdProcess.builder().name("member-" + index);
			settings.accept(builder);
			return builder.build();
		}).toList();
	}

	/**
	 * All members, running or not.
	 * @return the members, named {@code member-0} and so on, in this order
	 */
	public List<EtcdProcess> members() {
		return this.members;
	}

	/**
	 * One member, running or not.
	 * @param index from 0
	 * @return the member
	 */
	public EtcdProcess member(int index) {
		return this.members.get(index);
	}

	/**
	 * The endpoints of all members, running or not.
	 * @return the endpoints in the order of the members
	 */
	public List<URI> endpoints() {
		return this.members.stream().map(EtcdProcess::endpoint).toList();
	}

	/**
	 * The member that leads now; waits for an election to end.
	 * @return the leader
	 * @throws IllegalStateException if there is none within 20 s
	 */
	public EtcdProcess leader() {
		return Waiting.forValue(ELECTION_TIMEOUT, () -> this.members.stream().filter(EtcdProcess::isLeader).findFirst())
			.orElseThrow(
					() -> new IllegalStateException("No leader within " + ELECTION_TIMEOUT + " among " + this.members));
	}

	/**
	 * Any member that does not lead now; waits for an election to end.
	 * @return a running member other than the leader
	 * @throws IllegalStateException if there is no leader within 20 s, or no other member
	 */
	public EtcdProcess follower() {
		EtcdProcess leader = leader();
		return this.members.stream()
			.filter((member) -> member != leader && member.isAlive())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(leader + " is alone in its cluster"));
	}

	/**
	 * Waits until all members answer linearizable reads.
	 * @param timeout how long at most
	 * @throws IllegalStateException if a member is down, or not ready in time; with the
	 * end of its log
	 */
	public void awaitHealthy(Duration timeout) {
		long start = System.nanoTime();
		for (EtcdProcess member : this.members) {
			member.awaitReady(timeout.minusNanos(System.nanoTime() - start));
		}
	}

	/**
	 * Runs {@code etcdctl} with all endpoints.
	 * @param arguments such as {@code "endpoint", "status"}
	 * @return how it ended; a failure is no exception
	 * @throws IllegalStateException as {@link EtcdProcess#etcdctl(String...)}
	 */
	public CommandResult etcdctl(String... arguments) {
		return this.members.get(0).etcdctl().on(endpoints()).run(arguments);
	}

	/**
	 * Starts a long {@code etcdctl} with all endpoints.
	 * @param arguments such as {@code "lock", "name"}
	 * @return the running process; its output can be read from it
	 * @throws IllegalStateException as {@link EtcdProcess#startEtcdctl(String...)}
	 */
	public Process startEtcdctl(String... arguments) {
		return this.members.get(0).etcdctl().on(endpoints()).start(arguments);
	}

	/**
	 * Kills all members and removes their data. No effect the second time.
	 */
	@Override
	public void close() {
		this.members.forEach(EtcdProcess::close);
	}

	@Override
	public String toString() {
		return "etcd cluster " + endpoints();
	}

}
