/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.etcd3.faults.check.Belief.Observation;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * No two hold one lock at once, each by its own {@code isHeld()}; and who held it no
 * longer never holds it again with the same token: not after an answer by no, not after
 * the loss was told, and not after the release.
 */
final class MutualExclusionChecker implements Checker {

	private final Duration ttl;

	MutualExclusionChecker(Duration ttl) {
		this.ttl = ttl;
	}

	@Override
	public List<Violation> check(History history) {
		List<Observation> observations = Observations.ofLocks(history);
		Overlaps overlaps = new Overlaps(Promise.MUTUAL_EXCLUSION, this.ttl, history);
		List<Violation> found = new ArrayList<>();
		Belief.of(observations)
			.stream()
			.collect(Collectors.groupingBy(Belief::name))
			.forEach((lock, beliefs) -> found.addAll(overlaps.check(lock, "lab/locks/" + lock + "/", beliefs)));
		found.addAll(heldAgain(history, observations));
		return found;
	}

	private static List<Violation> heldAgain(History history, List<Observation> observations) {
		Map<Hold, Event> over = new HashMap<>();
		for (Observation seen : observations) {
			if (!seen.yes()) {
				over.merge(Hold.of(seen.question()), seen.answer(), MutualExclusionChecker::first);
			}
		}
		history.of(Workload.LOCK, EventType.NOTE, "lost")
			.forEach((lost) -> over.merge(Hold.of(lost), lost, MutualExclusionChecker::first));
		Observations.answered(history, Workload.LOCK, "release")
			.forEach((release) -> over.merge(Hold.of(release.question()), release.answer(),
					MutualExclusionChecker::first));
		Told told = new Told(history);
		return Belief.of(observations).stream().flatMap((belief) -> {
			Event end = over.get(new Hold(belief.process(), belief.name(), belief.token()));
			return (end != null && end.at() < belief.end())
					? Stream
						.of(new Violation(Promise.MUTUAL_EXCLUSION, belief.end(), false,
								"Held again after it was over: " + told.event(end) + ", then "
										+ told.event(belief.last()) + " was answered by yes"))
					: Stream.<Violation>empty();
		}).toList();
	}

	private static Event first(Event one, Event other) {
		return (one.at() <= other.at()) ? one : other;
	}

	private record Hold(String process, String lock, long token) {

		static Hold of(Event event) {
			return new Hold(event.process(), event.value("lock"), event.number("token"));
		}

	}

}
