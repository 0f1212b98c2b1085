/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.check.Belief.Observation;
import io.github.etcd3.faults.check.Faults.Span;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * What a process can see by asking it is also told, soon and once: that a lock is lost,
 * that a term has begun, that it is over.
 */
final class LossesToldChecker implements Checker {

	/** A call back takes no time, but for a busy machine. */
	private static final Duration SOON = Duration.ofSeconds(3);

	@Override
	public List<Violation> check(History history) {
		Faults faults = new Faults(history);
		Told told = new Told(history);
		Map<String, List<Observation>> locks = byProcess(Observations.ofLocks(history));
		Map<String, List<Observation>> leading = byProcess(Observations.ofLeaders(history));
		List<Violation> found = new ArrayList<>();
		for (Life life : Life.of(history)) {
			Process process = new Process(life, faults.pauses(Faults.application(life.process())), told);
			found.addAll(process.locks(locks.getOrDefault(life.process(), List.of())));
			found.addAll(process.terms(leading.getOrDefault(life.process(), List.of())));
		}
		return found;
	}

	private static Map<String, List<Observation>> byProcess(List<Observation> observations) {
		return observations.stream().collect(Collectors.groupingBy(Observation::process));
	}

	private record Process(Life life, List<Span> pauses, Told told) {

		/** Of a lock that is lost while it is not released. */
		List<Violation> locks(List<Observation> observations) {
			Map<Long, Long> released = new TreeMap<>();
			notes(Workload.LOCK, EventType.INVOKE, "release")
				.forEach((release) -> released.put(release.number("token"), release.at()));
			Map<Long, List<Event>> lost = notes(Workload.LOCK, EventType.NOTE, "lost")
				.collect(Collectors.groupingBy((note) -> note.number("token")));
			List<Violation> found = new ArrayList<>();
			Map<Long, Observation> ended = new TreeMap<>();
			observations.stream()
				.filter((seen) -> !seen.yes())
				.forEach((seen) -> ended.putIfAbsent(seen.token(), seen));
			ended.forEach((token, seen) -> {
				long until = Math.min(released.getOrDefault(token, Long.MAX_VALUE), this.life.end());
				if (!lost.containsKey(token)) {
					late(seen.answer(), until).ifPresent((event) -> found.add(violation(event,
							"The loss of '" + seen.name() + "' was not told behind " + this.told.event(event))));
				}
			});
			lost.values()
				.stream()
				.filter((notes) -> notes.size() > 1)
				.forEach((notes) -> found.add(violation(notes.get(1), "Told twice: " + this.told.event(notes.get(1)))));
			return found;
		}

		/** Of each term that is seen to have begun, or to be over. */
		List<Violation> terms(List<Observation> observations) {
			Map<Long, Event> granted = terms("granted");
			Map<Long, Event> revoked = terms("revoked");
			List<Violation> found = new ArrayList<>();
			for (Belief term : Belief.of(observations)) {
				if (term.token() == 0) {
					continue;
				}
				if (!inTime(granted.get(term.token()), term.first())) {
					found.add(violation(term.first(),
							"The term was not told soon behind " + this.told.event(term.first())));
				}
				Optional<Event> over = observations.stream()
					.filter((seen) -> seen.question().at() > term.end() && seen.token() != term.token())
					.map(Observation::answer)
					.findFirst();
				if (over.isPresent() && !inTime(revoked.get(term.token()), over.get())) {
					found.add(violation(over.get(), "The end of the term of token " + term.token()
							+ " was not told soon behind " + this.told.event(over.get())));
				}
			}
			return found;
		}

		private boolean inTime(@Nullable Event note, Event seen) {
			return late(seen, (note != null) ? note.at() : this.life.end()).isEmpty();
		}

		/** That it took too long until then, without a halt. */
		private Optional<Event> late(Event seen, long until) {
			boolean late = until - seen.at() > SOON.toNanos()
					&& this.pauses.stream().noneMatch((pause) -> pause.begin() < until && seen.at() < pause.end());
			return late ? Optional.of(seen) : Optional.empty();
		}

		private Map<Long, Event> terms(String operation) {
			return notes(Workload.LEADER, EventType.NOTE, operation)
				.collect(Collectors.toMap((note) -> note.number("token"), (note) -> note, (one, other) -> one));
		}

		private Stream<Event> notes(Workload workload, EventType type, String operation) {
			return this.life.events()
				.stream()
				.filter((event) -> event.workload() == workload && event.type() == type
						&& event.operation().equals(operation));
		}

		private static Violation violation(Event event, String text) {
			return new Violation(Promise.LOSSES_TOLD, event.at(), false, text);
		}

	}

}
