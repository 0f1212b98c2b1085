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

	private static final Set<String> TELLING = Set.of("started", "put", "delete", "resynced");

	private final Duration bound;

	WatchChecker(Duration ttl) {
		this.bound = Life.caughtUp(ttl);
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
		for (Life life : Life.of(history)) {
			List<Event> notes = life.events()
				.stream()
				.filter((event) -> event.workload() == Workload.WATCH && TELLING.contains(event.operation()))
				.toList();
			boolean canBeCut = !closed.contains(life.process())
					&& COMPACTING.stream().anyMatch((kind) -> faults.begunBefore(kind, life.end()));
			WatchWalk walk = new WatchWalk(changes, notes, canBeCut);
			walk.mistake()
				.ifPresentOrElse(
						(mistake) -> found
							.add(violation(mistake.at(), "The watch of " + life.process() + ": " + mistake.text())),
						() -> found.addAll(late(told, faults, life, notes, walk)));
		}
		return found;
	}

	private List<Violation> late(Told told, Faults faults, Life life, List<Event> notes, WatchWalk walk) {
		List<Violation> found = new ArrayList<>();
		for (Calm calm : faults.calms()) {
			long from = calm.span().begin();
			long until = from + this.bound.toNanos();
			if (!life.spans(from, until) || until >= calm.span().end()) {
				continue;
			}
			if (notes.isEmpty() || notes.get(0).at() > until) {
				found.add(violation(until, "The watch of " + life.process() + " has not begun by " + told.time(until)
						+ ", although all was well from " + told.time(from) + " on"));
			}
			walk.missing(from, until)
				.ifPresent((change) -> found
					.add(violation(until, "The watch of " + life.process() + " has not told " + change + " by "
							+ told.time(until) + ", although all was well from " + told.time(from) + " on")));
		}
		return found;
	}

	private static boolean isHarmless(String text) {
		String type = text.contains(":") ? text.substring(0, text.indexOf(':')) : text;
		return HARMLESS.contains(type.substring(type.lastIndexOf('.') + 1));
	}

	private static Violation violation(long at, String text) {
		return new Violation(Promise.WATCH_WITHOUT_GAPS, at, false, text);
	}

}
