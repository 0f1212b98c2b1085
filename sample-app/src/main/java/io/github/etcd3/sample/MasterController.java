/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.github.etcd3.spring.leader.EtcdLeaderElection;

/**
 * The one master among all instances, elected in
 * {@code etcd.leader-election.elections.master}.
 */
@RestController
@RequestMapping("/master")
final class MasterController {

	private final EtcdLeaderElection election;

	MasterController(@Qualifier("master") EtcdLeaderElection election) {
		this.election = election;
	}

	@GetMapping
	Master master() {
		return this.election.leader()
			.map((leader) -> new Master(leader.candidateId(), leader.token().value(), leader.self()))
			.orElseGet(() -> new Master(null, null, false));
	}

	/**
	 * Only the master can do this: etcd itself refuses the write of any other.
	 */
	@PutMapping("/notice")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void notice(@RequestBody String notice) {
		this.election.kv().put("notice", notice);
	}

	/** Stays out of the election until {@link #campaign()}. */
	@PostMapping("/resign")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void resign() {
		this.election.resign();
	}

	@PostMapping("/campaign")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void campaign() {
		this.election.campaign();
	}

	/**
	 * Who leads.
	 *
	 * @param candidate the master's candidate id, {@code null} while there is no master
	 * @param token the fencing token of its leadership, {@code null} likewise
	 * @param me whether it is this instance
	 */
	record Master(@Nullable String candidate, @Nullable Long token, boolean me) {

	}

}
