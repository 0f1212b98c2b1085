/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes what happens to one election as application events.
 */
final class ApplicationEvents implements LeadershipListener {

	private final String electionName;

	private final ApplicationEventPublisher publisher;

	ApplicationEvents(String electionName, ApplicationEventPublisher publisher) {
		this.electionName = electionName;
		this.publisher = publisher;
	}

	@Override
	public void granted(Leadership leadership) {
		this.publisher
			.publishEvent(new LeadershipGrantedEvent(this.electionName, leadership.candidateId(), leadership.token()));
	}

	@Override
	public void revoked(Leadership leadership, RevocationReason reason) {
		this.publisher.publishEvent(
				new LeadershipRevokedEvent(this.electionName, leadership.candidateId(), leadership.token(), reason));
	}

	@Override
	public void leaderChanged(Leader leader) {
		this.publisher.publishEvent(new LeaderChangedEvent(this.electionName, leader));
	}

}
