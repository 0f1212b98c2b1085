/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.etcd3.faults.check.Faults.Span;
import io.github.etcd3.faults.history.History;

/**
 * Someone leads again within TTL + 3 s. It is asked for only while neither etcd nor the
 * way to it is disturbed; what is done to applications may go on. The clock runs anew
 * from each application that is killed, stopped or halted: it may have been the next in
 * the queue, and its lease has to end as well. And there must be one that can lead: that
 * runs, is not halted, has been at work for ten seconds and has not resigned.
 */
final class FailoverChecker implements Checker {

	private final Duration bound;

	FailoverChecker(Duration ttl) {
		this.bound = Life.recovery(ttl);
	}

	@Override
	public List<Violation> check(History history) {
		Leaderless leaderless = Leaderless.of(history);
		Told told = new Told(history);
		List<Violation> found = new ArrayList<>();
		for (Span gap : leaderless.gaps()) {
			for (Span calm : leaderless.betweenHarm(gap)) {
				leaderless.candidates()
					.stream()
					.filter((candidate) -> candidate.span().intersect(calm).length() > this.bound.toNanos())
					.findFirst()
					.ifPresent((candidate) -> {
						Span waited = candidate.span().intersect(calm);
						found.add(new Violation(Promise.FAILOVER_IN_TIME, waited.begin() + this.bound.toNanos(), false,
								"Nobody led from " + told.time(waited.begin()) + " to " + told.time(waited.end())
										+ ", which is longer than " + this.bound.toMillis() + " ms, although "
										+ candidate.process() + " could"));
					});
			}
		}
		return found;
	}

}
