/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * The list of the cluster's members: this one, and those that a client adds, which never
 * start. A real cluster of one would lose its quorum with the second voting member; this
 * one goes on serving. The rules are those of etcd's {@code membership.RaftCluster}.
 * Thread-safe.
 */
public final class ClusterMembers {

	private static final int MAXIMUM_LEARNERS = 1;

	private final TreeMap<Long, Peer> peers = new TreeMap<>(Long::compareUnsigned);

	private final Set<Long> removed = new HashSet<>();

	private final long self;

	private boolean downgrading;

	ClusterMembers(long self) {
		this.self = self;
		this.peers.put(self, new Peer(self, "default", List.of("http://localhost:2380"), List.of(), false));
	}

	/**
	 * Tells where clients reach this member.
	 * @param clientUrl its address as seen from a client
	 */
	public synchronized void advertise(String clientUrl) {
		Peer me = get(this.self);
		this.peers.put(this.self, new Peer(me.id(), me.name(), me.peerUrls(), List.of(clientUrl), false));
	}

	/**
	 * The members, by id.
	 * @return the members
	 */
	public synchronized List<Peer> all() {
		return List.copyOf(this.peers.values());
	}

	/**
	 * A member.
	 * @param id its id
	 * @return the member, or {@code null} if there is none
	 */
	public synchronized @Nullable Peer find(long id) {
		return this.peers.get(id);
	}

	/**
	 * Adds a member that has not started.
	 * @param peerUrls its addresses for its peers, checked and in order
	 * @param learner whether it only listens
	 * @param seconds the time, which goes into its id
	 * @return the new member
	 */
	public synchronized Peer add(List<String> peerUrls, boolean learner, long seconds) {
		if (!learner && !canAddVoter()) {
			throw notEnoughStarted();
		}
		long id = idOf(peerUrls, seconds);
		if (this.removed.contains(id)) {
			throw EtcdError.MEMBER_NOT_FOUND.exception();
		}
		if (this.peers.containsKey(id)) {
			throw EtcdError.MEMBER_EXIST.exception();
		}
		refuseTaken(peerUrls, id);
		if (learner && this.peers.values().stream().filter(Peer::learner).count() >= MAXIMUM_LEARNERS) {
			throw EtcdError.TOO_MANY_LEARNERS.exception();
		}
		Peer added = new Peer(id, "", List.copyOf(peerUrls), List.of(), learner);
		this.peers.put(id, added);
		return added;
	}

	/**
	 * Removes a member.
	 * @param id its id
	 */
	public synchronized void remove(long id) {
		if (!canRemove(id)) {
			throw notEnoughStarted();
		}
		get(id);
		this.peers.remove(id);
		this.removed.add(id);
	}

	/**
	 * Gives a member other addresses. As etcd's own update does, it forgets that the
	 * member was a learner.
	 * @param id its id
	 * @param peerUrls its addresses for its peers
	 */
	public synchronized void update(long id, List<String> peerUrls) {
		Peer before = get(id);
		refuseTaken(peerUrls, id);
		this.peers.put(id, new Peer(id, before.name(), List.copyOf(peerUrls), before.clientUrls(), false));
	}

	/**
	 * Refuses to make a learner a voter: none ever catches up here.
	 * @param id its id
	 */
	@SuppressWarnings("DoNotCallSuggester")
	public synchronized void promote(long id) {
		throw ((get(id).id() != this.self) ? EtcdError.LEARNER_NOT_READY : EtcdError.MEMBER_NOT_LEARNER).exception();
	}

	/**
	 * Whether a downgrade of the cluster was enabled and not cancelled.
	 * @return whether one is in process
	 */
	public synchronized boolean downgrading() {
		return this.downgrading;
	}

	/**
	 * Enables or cancels a downgrade of the cluster.
	 * @param begun whether one is in process
	 */
	public synchronized void downgrading(boolean begun) {
		this.downgrading = begun;
	}

	private Peer get(long id) {
		Peer peer = this.peers.get(id);
		if (peer == null) {
			throw EtcdError.MEMBER_NOT_FOUND.exception();
		}
		return peer;
	}

	private boolean canAddVoter() {
		return this.peers.values().stream().filter((peer) -> !peer.learner()).count() == 1;
	}

	private boolean canRemove(long id) {
		Peer peer = this.peers.get(id);
		if (peer != null && peer.learner()) {
			return true;
		}
		long voters = this.peers.values().stream().filter((other) -> !other.learner() && other.id() != id).count();
		int started = (id != this.self) ? 1 : 0;
		return started >= voters / 2 + 1;
	}

	private void refuseTaken(List<String> peerUrls, long except) {
		for (Peer peer : this.peers.values()) {
			if (peer.id() != except && peer.peerUrls().stream().anyMatch(peerUrls::contains)) {
				throw EtcdError.PEER_URL_EXIST.exception();
			}
		}
	}

	/** etcd has a status for this, and doesn't use it. */
	private static RuntimeException notEnoughStarted() {
		return Status.UNKNOWN.withDescription(EtcdError.MEMBER_NOT_ENOUGH_STARTED.status().getDescription())
			.asRuntimeException();
	}

	private static long idOf(List<String> peerUrls, long seconds) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-1")
				.digest((String.join("", peerUrls) + seconds).getBytes(StandardCharsets.UTF_8));
			return ByteBuffer.wrap(hash).getLong();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-1", ex);
		}
	}

	/**
	 * A member.
	 *
	 * @param id its id, any 64 bits
	 * @param name its name; empty if it has not started
	 * @param peerUrls where its peers reach it
	 * @param clientUrls where clients reach it; empty if it has not started
	 * @param learner whether it has no vote
	 */
	public record Peer(long id, String name, List<String> peerUrls, List<String> clientUrls, boolean learner) {
	}

}
