/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.etcd3.faults.check.Belief.Observation;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * No two lead at once, each by its own {@code isLeader()}; and a term that was over never
 * comes back: neither after an answer by no, nor after its revocation was told.
 */
final class OneLeaderChecker implements Checker {

	private final Duration ttl;

	OneLeaderChecker(Duration ttl) {
		this.ttl = ttl;
	}

	@Override
	public List<Violation> check(History history) {
		List<Observation> observations = Observations.ofLeaders(history);
		List<Belief> beliefs = Belief.of(observations);
		List<Violation> found = new ArrayList<>(
				new Overlaps(Promise.ONE_LEADER, this.ttl, history).check("master", "lab/master/", beliefs));
		Told told = new Told(history);
		Map<String, List<Belief>> terms = beliefs.stream()
			.filter((belief) -> belief.token() != 0)
			.collect(Collectors.groupingBy(Belief::process));
		for (Observation seen : observations) {
			if (!seen.yes()) {
				terms.getOrDefault(seen.process(), List.of())
					.stream()
					.filter((term) -> term.start() < seen.question().at() && seen.answer().at() < term.end())
					.forEach((term) -> found.add(again(told, seen.answer(), term)));
			}
		}
		history.of(Workload.LEADER, EventType.NOTE, "revoked")
			.forEach((revoked) -> terms.getOrDefault(revoked.process(), List.of())
				.stream()
				.filter((term) -> term.token() == revoked.number("token") && revoked.at() < term.end())
				.forEach((term) -> found.add(again(told, revoked, term))));
		return found;
	}

	private static Violation again(Told told, Event over, Belief term) {
		return new Violation(Promise.ONE_LEADER, term.end(), false,
				"Leads again with a token whose term was over: " + told.event(over) + ", then "
						+ told.event(term.last()) + " was answered by yes with token " + term.token());
	}

}
