/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.Random;

import io.github.etcd3.faults.history.Workload;

import org.springframework.stereotype.Component;

/**
 * Writes as the leader; for a while also when another leads by now.
 */
@Component
final class LeaderWrites implements Work {

	private final LeaderTerms terms;

	private final FencedWrites fenced;

	private final Pace pace;

	LeaderWrites(LeaderTerms terms, FencedWrites fenced, Pace pace) {
		this.terms = terms;
		this.fenced = fenced;
		this.pace = pace;
	}

	@Override
	public Workload workload() {
		return Workload.FENCE;
	}

	@Override
	public Step begin(Random random) {
		return () -> {
			this.terms.latest()
				.filter((term) -> term.isActive() || random.nextInt(10) == 0)
				.ifPresent((term) -> this.fenced.write("master", term.token(), term.kv()));
			this.pace.pause(50 + random.nextInt(200));
		};
	}

}
