/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.etcd3.process.CommandResult;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three members of a real etcd whose connections to each other and from each application
 * go through proxies. Where the machine can do it, applications reach theirs through a
 * cable that can be unplugged. The laboratory itself asks the members directly.
 */
public final class FaultCluster implements AutoCloseable {

	/** Enough for half an hour without a compaction, and soon filled on purpose. */
	public static final long QUOTA_BYTES = 64L * 1024 * 1024;

	private final PeerLinks peers;

	private final EtcdProcessCluster cluster;

	private final Path logs;

	private final NetworkNamespaces namespaces;

	private final Map<String, Optional<NetworkNamespace>> clientNamespaces = new ConcurrentHashMap<>();

	private final Map<String, List<Link>> clientLinks = new ConcurrentHashMap<>();

	private final Map<String, List<TcpProxy>> clientProxies = new ConcurrentHashMap<>();

	private FaultCluster(PeerLinks peers, EtcdProcessCluster cluster, Path logs, NetworkNamespaces namespaces) {
		this.peers = peers;
		this.cluster = cluster;
		this.logs = logs;
		this.namespaces = namespaces;
	}

	/**
	 * Starts three members and waits until they are ready.
	 * @param logs the folder where their logs are kept at the end
	 * @return the cluster
	 * @throws IllegalStateException if it cannot be started
	 */
	public static FaultCluster start(Path logs) {
		return start(logs, NetworkNamespaces.ofThisMachine());
	}

	/**
	 * Starts three members, and has the namespaces of its applications made by others.
	 */
	static FaultCluster start(Path logs, NetworkNamespaces namespaces) {
		PeerLinks peers = new PeerLinks();
		EtcdProcessCluster cluster = EtcdProcessCluster.start(3,
				(member) -> member.fsync()
					.advertisePeer(peers::advertise)
					.arguments("--quota-backend-bytes=" + QUOTA_BYTES),
				peers::join);
		return new FaultCluster(peers, cluster, logs, namespaces);
	}

	/**
	 * The members, running or not.
	 * @return three of them, always in the same order
	 */
	public List<EtcdProcess> members() {
		return this.cluster.members();
	}

	/**
	 * The members without any proxies, for the laboratory.
	 * @return the cluster, not to be closed
	 */
	public EtcdProcessCluster direct() {
		return this.cluster;
	}

	/**
	 * Where an application reaches the members, through proxies of its own, which are
	 * started with the first call.
	 * @param application its name
	 * @return the endpoints in the order of the members
	 */
	public List<URI> endpointsFor(String application) {
		return this.clientProxies.computeIfAbsent(application, (name) -> {
			InetAddress address = namespaceOf(name).map(NetworkNamespace::outside)
				.orElseGet(InetAddress::getLoopbackAddress);
			List<TcpProxy> proxies = new ArrayList<>();
			for (int member = 0; member < members().size(); member++) {
				proxies.add(TcpProxy.start(address, members().get(member).clientPort(), clientLinks(name).get(member)));
			}
			return proxies;
		}).stream().map(TcpProxy::uri).toList();
	}

	/**
	 * The network of an application, which is made with the first call.
	 * @param application its name
	 * @return nothing if this machine can't do that: the application is on loopback then
	 */
	public Optional<NetworkNamespace> namespaceOf(String application) {
		return this.clientNamespaces.computeIfAbsent(application, (name) -> this.namespaces.open());
	}

	/**
	 * What the command of an application begins with, so that it reaches its endpoints.
	 * @param application its name
	 * @return a program and its arguments, or nothing if any process reaches them
	 */
	public List<String> launcherFor(String application) {
		return namespaceOf(application).map(NetworkNamespace::launcher).orElse(List.of());
	}

	/**
	 * The links of an application.
	 * @param application its name
	 * @return one to each member, in their order
	 */
	public List<Link> clientLinks(String application) {
		return this.clientLinks.computeIfAbsent(application, (name) -> List.of(new Link(), new Link(), new Link()));
	}

	/**
	 * The links between the members.
	 * @return all of them
	 */
	public PeerLinks peers() {
		return this.peers;
	}

	/**
	 * The revision of the store, by a linearizable read.
	 * @return the revision
	 * @throws IllegalStateException if the cluster does not answer
	 */
	public long revision() {
		CommandResult result = this.cluster.etcdctl("get", "laboratory/none", "-w", "json").orThrow();
		return JsonMapper.shared().readTree(result.output()).at("/header/revision").longValue();
	}

	/**
	 * Waits for the first linearizable read that any member answers.
	 * @param timeout how long at most
	 * @throws IllegalStateException if there is none in time
	 */
	public void awaitQuorum(Duration timeout) {
		ExecutorService asking = Executors.newFixedThreadPool(members().size(),
				(task) -> TcpProxy.thread("quorum", task));
		try {
			asking.invokeAny(members().stream().<Callable<EtcdProcess>>map((member) -> () -> {
				member.awaitReady(timeout);
				return member;
			}).toList());
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("No member answers a read within " + timeout, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a quorum", ex);
		}
		finally {
			asking.shutdownNow();
		}
	}

	/**
	 * Makes all whole again: cables are plugged in, links opened, members resumed and
	 * launched; waits until all members are ready.
	 * @param timeout how long to wait at most
	 * @throws IllegalStateException if a member is not ready in time
	 */
	public void heal(Duration timeout) {
		this.peers.open();
		this.clientNamespaces.values().forEach((namespace) -> namespace.ifPresent(NetworkNamespace::plug));
		this.clientLinks.values().forEach((links) -> links.forEach((link) -> link.set(LinkState.OPEN)));
		for (EtcdProcess member : members()) {
			if (member.isAlive()) {
				member.resume();
			}
			else {
				member.launch();
			}
		}
		this.cluster.awaitHealthy(timeout);
	}

	@Override
	public void close() {
		members().forEach((member) -> member.copyLog(this.logs.resolve(member.name() + ".log")));
		this.clientProxies.values().forEach((proxies) -> proxies.forEach(TcpProxy::close));
		this.clientNamespaces.values().forEach((namespace) -> namespace.ifPresent(NetworkNamespace::close));
		this.peers.close();
		this.cluster.close();
	}

}
