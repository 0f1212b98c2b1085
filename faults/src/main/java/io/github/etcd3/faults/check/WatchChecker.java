/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.etcd3.faults.check.Faults.Calm;
import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * Each watch tells what etcd has, once and in its order, as {@link WatchWalk} follows it;
 * and TTL + 3 s into a calm it has told all that etcd had at the calm's beginning. What
 * its error handler hears is harmless where it says that etcd could not be reached: then
 * the watch goes on by itself.
 */
final class WatchChecker implements Checker {

	static final String PREFIX = "lab/kv/";

	private static final Set<String> HARMLESS = Set.of("EtcdUnavailableException", "EtcdTimeoutException",
			"EtcdOutcomeUnknownException");

	/** A full quota is emptied by a compaction. */
	private static final Set<String> COMPACTING = Set.of("COMPACTION", "QUOTA_FULL");

	private static final Duration SLACK = Duration.ofSeconds(3);

	/** A process that has begun not long ago may still be at its first read. */
	private static final Duration BEGINNING = Duration.ofSeconds(10);

	private final Duration bound;

	WatchChecker(Duration ttl) {
		this.bound = ttl.plus(SLACK);
	}

	@Override
	public List<Violation> check(History history) {
		Oracle oracle = Oracle.of(history);
		if (oracle.end().isEmpty()) {
			// Nothing can be said, which MEANINGFUL_RUN tells.
			return List.of();
		}
		List<Change> changes = oracle.under(PREFIX);
		Told told = new Told(history);
		Faults faults = new Faults(history);
		Set<String> closed = history.of(Workload.LEFTOVER, EventType.NOTE, "closed")
			.map(Event::process)
			.collect(Collectors.toSet());
		List<Violation> found = new ArrayList<>();
		history.of(Workload.WATCH, EventType.NOTE, "error")
			.filter((error) -> !isHarmless(error.value("text")))
			.forEach((error) -> found.add(violation(error.at(), told.event(error))));
		history.of(Workload.WATCH)
			.filter((event) -> event.type() == EventType.NOTE)
			.filter((event) -> Set.of("started", "put", "delete", "resynced").contains(event.operation()))
			.collect(Collectors.groupingBy(Event::process))
			.forEach((process, notes) -> {
				boolean canBeCut = !closed.contains(process) && COMPACTING.stream()
					.anyMatch((kind) -> faults.begunBefore(kind, notes.get(notes.size() - 1).at()));
				WatchWalk walk = new WatchWalk(changes, notes, canBeCut);
				walk.mistake()
					.ifPresent((mistake) -> found
						.add(violation(mistake.at(), "The watch of " + process + ": " + mistake.text())));
				if (walk.mistake().isEmpty()) {
					caughtUp(history, told, faults, process, walk, found);
				}
			});
		return found;
	}

	private void caughtUp(History history, Told told, Faults faults, String process, WatchWalk walk,
			List<Violation> found) {
		List<Event> own = history.events().stream().filter((event) -> event.process().equals(process)).toList();
		for (Calm calm : faults.calms()) {
			long until = calm.span().begin() + this.bound.toNanos();
			boolean lives = own.get(0).at() < calm.span().begin() - BEGINNING.toNanos()
					&& own.get(own.size() - 1).at() > until && until < calm.span().end();
			if (lives) {
				walk.missing(calm.span().begin(), until)
					.ifPresent((change) -> found.add(violation(until,
							"The watch of " + process + " has not told " + change + " by " + told.time(until)
									+ ", although all was well from " + told.time(calm.span().begin()) + " on")));
			}
		}
	}

	private static boolean isHarmless(String text) {
		String type = text.contains(":") ? text.substring(0, text.indexOf(':')) : text;
		return HARMLESS.contains(type.substring(type.lastIndexOf('.') + 1));
	}

	private static Violation violation(long at, String text) {
		return new Violation(Promise.WATCH_WITHOUT_GAPS, at, false, text);
	}

}
