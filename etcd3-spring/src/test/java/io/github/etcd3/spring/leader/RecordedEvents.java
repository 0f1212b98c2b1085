/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Remembers what a listener hears, as short lines.
 */
final class RecordedEvents implements LeadershipListener {

	private final List<String> lines = new CopyOnWriteArrayList<>();

	@Override
	public void granted(Leadership leadership) {
		this.lines.add("granted " + leadership.token());
	}

	@Override
	public void revoked(Leadership leadership, RevocationReason reason) {
		this.lines.add("revoked " + leadership.token() + " " + reason);
	}

	@Override
	public void leaderChanged(Leader leader) {
		this.lines.add("changed " + leader.token() + " " + leader.candidateId());
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

}
