/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.util.concurrent.Executor;

import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.Context;
import org.springframework.integration.leader.event.LeaderEventPublisher;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeadershipGrantedEvent;
import io.github.etcd3.spring.leader.LeadershipRevokedEvent;

/**
 * Tells Spring Integration of elections: an {@code OnGrantedEvent} and an
 * {@code OnRevokedEvent} for each term, whose role is the election's name, so that a
 * {@code SmartLifecycleRoleController} starts and stops the endpoints of that role. A
 * resignation waits for it
 * ({@link io.github.etcd3.spring.leader.LeaderElectionSettings#workTimeout()}): the
 * endpoints have stopped before another candidate leads. A bean, which hears the events
 * of its application context on the election's own thread.
 */
public final class EtcdLeaderEvents {

	private final LeaderElectionService elections;

	private final LeaderEventPublisher publisher;

	private final Executor executor;

	/**
	 * Creates the bean.
	 * @param elections whose events are told
	 * @param publisher tells them
	 * @param executor where a leader yields, which may block
	 */
	public EtcdLeaderEvents(LeaderElectionService elections, LeaderEventPublisher publisher, Executor executor) {
		this.elections = elections;
		this.publisher = publisher;
		this.executor = executor;
	}

	@EventListener
	void granted(LeadershipGrantedEvent event) {
		this.publisher.publishOnGranted(this, context(event.electionName(), event.token()), event.electionName());
	}

	@EventListener
	void revoked(LeadershipRevokedEvent event) {
		this.publisher.publishOnRevoked(this, context(event.electionName(), event.token()), event.electionName());
	}

	private Context context(String name, FencingToken token) {
		return new Term(this.elections.election(name), token, this.executor);
	}

	private record Term(EtcdLeaderElection election, FencingToken token, Executor executor) implements Context {

		@Override
		public boolean isLeader() {
			return this.election.token().filter(this.token::equals).isPresent();
		}

		/** The others have their turn; then this candidate stands again. */
		@Override
		public void yield() {
			this.executor.execute(() -> {
				// Not another term than that of whoever yields.
				if (isLeader()) {
					this.election.resign();
					this.election.campaign();
				}
			});
		}

		@Override
		public String getRole() {
			return this.election.name();
		}

	}

}
