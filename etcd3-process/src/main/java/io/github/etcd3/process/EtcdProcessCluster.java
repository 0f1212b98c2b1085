/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A real etcd cluster, each member a process of its own; see {@link EtcdProcess}.
 */
public final class EtcdProcessCluster implements AutoCloseable {

	private static final Duration ELECTION_TIMEOUT = Duration.ofSeconds(20);

	private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(40);

	private final List<EtcdProcess> members;

	private final String entries;

	private EtcdProcessCluster(List<EtcdProcess> members) {
		this.members = List.copyOf(members);
		this.entries = this.members.stream()
			.map((member) -> member.membership().entry())
			.collect(Collectors.joining(","));
		this.members.forEach((member) -> member.membership().found(this.entries));
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
		return start(size, settings, (members) -> {
		});
	}

	/**
	 * Starts a cluster with settings of its own, of which something else must know before
	 * its members run.
	 * @param size how many members, one or three
	 * @param settings called for the builder of each member
	 * @param beforeLaunch told the members, again if they are made again on other ports
	 * @return the running cluster
	 * @throws IllegalStateException as {@link EtcdProcessBuilder#start()}
	 */
	public static EtcdProcessCluster start(int size, Consumer<EtcdProcessBuilder> settings,
			Consumer<List<EtcdProcess>> beforeLaunch) {
		if (size != 1 && size != 3) {
			throw new IllegalArgumentException("A cluster of " + size + " members: must be 1 or 3");
		}
		return PortTakenException.retry(() -> new EtcdProcessCluster(build(size, settings)), (cluster) -> {
			beforeLaunch.accept(cluster.members);
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
	 * Kills a member and takes it out of the cluster, whose other members must be
	 * healthy.
	 * @param member which one
	 * @throws IllegalStateException if the others do not agree within 40 s
	 * @see #rejoin
	 */
	public void remove(EtcdProcess member) {
		member.kill();
		change(member, () -> withdraw(member));
	}

	/**
	 * Lets a member come back with nothing, as after the loss of its disk: its data goes,
	 * it joins anew at its old addresses and gets the data from the others, who must be
	 * healthy. It need not have been removed before.
	 * @param member which one
	 * @throws IllegalStateException if the others do not agree within 40 s, or it is not
	 * ready then
	 */
	public void rejoin(EtcdProcess member) {
		member.kill();
		member.wipe();
		change(member, () -> withdraw(member)
				&& changed(member, "add", member.name(), "--peer-urls=" + member.membership().advertisedPeer()));
		member.membership().join(this.entries);
		member.launch();
		member.awaitReady(CHANGE_TIMEOUT);
	}

	// A cluster refuses to change while it does not see all its members healthy.
	private void change(EtcdProcess member, BooleanSupplier step) {
		if (!Waiting.until(CHANGE_TIMEOUT, step)) {
			throw new IllegalStateException(
					"The others did not change the membership of " + member + " within " + CHANGE_TIMEOUT);
		}
	}

	private boolean withdraw(EtcdProcess member) {
		CommandResult list = others(member).run("member", "list");
		if (list.exitCode() != 0) {
			return false;
		}
		// A line is: id, status, name, peer URLs, client URLs, learner.
		return list.output()
			.lines()
			.map((line) -> line.split(", "))
			.filter((parts) -> parts[3].equals(member.membership().advertisedPeer().toString()))
			.allMatch((parts) -> changed(member, "remove", parts[0]));
	}

	private boolean changed(EtcdProcess member, String... arguments) {
		String[] command = Stream.concat(Stream.of("member"), Stream.of(arguments)).toArray(String[]::new);
		return others(member).run(command).exitCode() == 0;
	}

	private Etcdctl others(EtcdProcess member) {
		return member.etcdctl()
			.on(this.members.stream().filter((other) -> other != member).map(EtcdProcess::endpoint).toList());
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
