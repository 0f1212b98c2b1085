/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Candidate;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Election;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Listed;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.SessionLease;

/**
 * The elections in which this application takes part: what it knows itself, and the queue
 * of candidates in etcd, read for all at the same time.
 */
final class ElectionsSection {

	/** More than anybody reads; the rest is counted. */
	private static final int CANDIDATES = 50;

	private final ObjectProvider<LeaderElectionService> service;

	private final ObjectProvider<EtcdSession> session;

	private final RemoteReads reads;

	ElectionsSection(ObjectProvider<LeaderElectionService> service, ObjectProvider<EtcdSession> session,
			RemoteReads reads) {
		this.service = service;
		this.session = session;
		this.reads = reads;
	}

	Listed<Election> report() {
		List<CompletableFuture<Election>> asked = elections().stream().map(this::ask).toList();
		return new Listed<>(asked.stream().map(CompletableFuture::join).toList(), null);
	}

	@Nullable Election report(String name) {
		return find(name).map(this::ask).map(CompletableFuture::join).orElse(null);
	}

	Optional<EtcdLeaderElection> find(String name) {
		return elections().stream().filter((election) -> election.name().equals(name)).findFirst();
	}

	private Collection<EtcdLeaderElection> elections() {
		LeaderElectionService present = this.service.getIfUnique();
		return (present != null) ? present.elections() : List.of();
	}

	private CompletableFuture<Election> ask(EtcdLeaderElection election) {
		return this.reads.queue(election.settings().key(), CANDIDATES)
			.handle((answer, failure) -> (failure == null) ? heard(election, answer)
					: new Election(election.name(), election.settings().candidateId(), election.isLeader(), null, null,
							null, null, SafeText.of(failure)));
	}

	private Election heard(EtcdLeaderElection election, GetResponse answer) {
		EtcdSession unique = this.session.getIfUnique();
		String lease = Optional.ofNullable(unique).flatMap(EtcdSession::present).map(SessionLease::hexId).orElse("");
		String own = election.settings().key() + "/" + lease;
		List<Candidate> candidates = answer.getKvs().stream().map((entry) -> candidate(entry, own)).toList();
		Candidate first = candidates.isEmpty() ? null : candidates.get(0);
		return new Election(election.name(), election.settings().candidateId(), election.isLeader(),
				(first != null) ? first.id() : null, (first != null) ? first.revision() : null, candidates,
				answer.getCount(), null);
	}

	private static Candidate candidate(KeyValue entry, String own) {
		return new Candidate(entry.getValue().toString(StandardCharsets.UTF_8), entry.getCreateRevision(),
				entry.getKey().toString(StandardCharsets.UTF_8).equals(own));
	}

}
