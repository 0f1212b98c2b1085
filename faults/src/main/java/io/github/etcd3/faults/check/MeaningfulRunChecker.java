/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * The run proves something: the oracle has told each revision, each application has done
 * some of all that it is to do, nothing unexpected came up, and enough happened.
 */
final class MeaningfulRunChecker implements Checker {

	/** By far fewer than a laboratory that works has, also on a busy machine. */
	private static final long EVENTS_A_SECOND = 10;

	/** A run of this length has had storms on all that is to be seen. */
	private static final long LONG_SECONDS = 600;

	private static final Set<String> TO_DO = Set.of("LOCK acquire", "LOCK held", "FENCE write", "LEADER leading",
			"KV get", "KV put", "KV cas", "KV take", "KV increment", "KV add", "MEMBERSHIP view", "WATCH put",
			"WATCH view");

	@Override
	public List<Violation> check(History history) {
		List<Violation> found = new ArrayList<>();
		List<Event> events = history.events();
		if (events.isEmpty()) {
			return List.of(violation(0, "The history is empty"));
		}
		found.addAll(oracle(Oracle.of(history)));
		found.addAll(work(events));
		Told told = new Told(history);
		events.stream()
			.filter((event) -> event.type() == EventType.NOTE)
			.filter((event) -> event.operation().equals("unexpected")
					|| (event.operation().equals("failed") && event.workload() == Workload.FAULT))
			.forEach((event) -> found.add(violation(event.at(), told.event(event))));
		if (history.of(Workload.LEADER, EventType.NOTE, "granted").findAny().isEmpty()) {
			found.add(violation(0, "Nobody ever led"));
		}
		if (Observations.ofLocks(history).stream().noneMatch(Belief.Observation::yes)) {
			found.add(violation(0, "Nobody ever held a lock"));
		}
		long seconds = (events.get(events.size() - 1).at() - events.get(0).at()) / 1_000_000_000;
		if (events.size() < seconds * EVENTS_A_SECOND) {
			found.add(violation(0, "Only " + events.size() + " events in " + seconds + " s"));
		}
		if (seconds >= LONG_SECONDS) {
			found.addAll(hardships(history));
		}
		return found;
	}

	/** What a run that is long enough must have come to, or its faults do not bite. */
	private static List<Violation> hardships(History history) {
		Set<String> missing = new TreeSet<>();
		if (history.of(Workload.WATCH, EventType.NOTE, "resynced").findAny().isEmpty()) {
			missing.add("a watch that missed what was compacted");
		}
		if (history.of(Workload.FENCE, EventType.FAIL, "write").noneMatch((write) -> write.is("fenced"))) {
			missing.add("a write that was fenced out");
		}
		if (history.of(Workload.LOCK, EventType.NOTE, "lost").findAny().isEmpty()) {
			missing.add("a lock that was lost");
		}
		if (history.of(Workload.LEADER, EventType.NOTE, "revoked")
			.noneMatch((revoked) -> "SESSION_LOST".equals(revoked.find("reason")))) {
			missing.add("a leader whose session was lost");
		}
		return missing.isEmpty() ? List.of() : List.of(violation(0, "In all the time there was not once " + missing));
	}

	private static List<Violation> oracle(Oracle oracle) {
		if (oracle.end().isEmpty()) {
			return List.of(violation(0, "The oracle did not come to an end"));
		}
		// Each change of etcd has the next revision; an empty etcd has the first.
		long told = 1;
		for (Change change : oracle.changes()) {
			if (change.revision() > told + 1) {
				return List.of(violation(change.at(),
						"The oracle missed what is between revision " + told + " and " + change.revision()));
			}
			told = change.revision();
		}
		return (told >= oracle.end().get()) ? List.of() : List.of(violation(0,
				"The oracle told up to revision " + told + " only, and etcd ended at " + oracle.end().get()));
	}

	private static List<Violation> work(List<Event> events) {
		Map<String, Set<String>> done = new TreeMap<>();
		for (Event event : events) {
			if (event.workload() == Workload.FAULT && event.find("instance") != null) {
				done.computeIfAbsent(event.value("instance"), (application) -> new TreeSet<>());
			}
			else if (event.workload() != Workload.FAULT && event.workload() != Workload.ORACLE
					&& event.process().indexOf('.') > 0
					&& (event.type() == EventType.OK || event.type() == EventType.NOTE)) {
				done.computeIfAbsent(Faults.application(event.process()), (application) -> new TreeSet<>())
					.add(event.workload() + " " + event.operation());
			}
		}
		if (done.isEmpty()) {
			return List.of(violation(0, "There was no application"));
		}
		List<Violation> found = new ArrayList<>();
		done.forEach((application, work) -> {
			Set<String> missing = new TreeSet<>(TO_DO);
			missing.removeAll(work);
			if (!missing.isEmpty()) {
				found.add(violation(0, application + " never did with success: " + missing));
			}
		});
		return found;
	}

	private static Violation violation(long at, String text) {
		return new Violation(Promise.MEANINGFUL_RUN, at, false, text);
	}

}
