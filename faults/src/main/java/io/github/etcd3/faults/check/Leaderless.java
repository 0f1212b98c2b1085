/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.etcd3.faults.check.Belief.Observation;
import io.github.etcd3.faults.check.Faults.Span;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * The times without a leader while etcd and the way to it were whole.
 */
final class Leaderless {

	private static final Duration BEGINNING = Duration.ofSeconds(10);

	private final List<Span> gaps = new ArrayList<>();

	private final List<Span> failovers = new ArrayList<>();

	private final List<Candidate> candidates = new ArrayList<>();

	private final List<Event> harm;

	private Leaderless(List<Event> harm) {
		this.harm = harm;
	}

	static Leaderless of(History history) {
		Faults faults = new Faults(history);
		Leaderless leaderless = new Leaderless(faults.notes()
			.stream()
			.filter((note) -> Set.of("killed", "stopped", "paused").contains(note.operation()))
			.toList());
		List<Observation> observations = Observations.ofLeaders(history);
		List<Belief> terms = Belief.of(observations)
			.stream()
			.filter((belief) -> belief.start() <= belief.end())
			.sorted(Comparator.comparingLong(Belief::start))
			.toList();
		faults.undisturbed().forEach((window) -> leaderless.look(window, terms));
		observations.stream()
			.collect(Collectors.groupingBy(Observation::process))
			.forEach((process, seen) -> leaderless.candidates(history, faults, process, seen));
		return leaderless;
	}

	private void look(Span window, List<Belief> terms) {
		long led = window.begin();
		boolean ended = false;
		for (Belief term : terms) {
			if (term.end() <= window.begin() || term.start() >= window.end()) {
				continue;
			}
			if (term.start() > led) {
				this.gaps.add(new Span(led, term.start()));
				if (ended) {
					this.failovers.add(new Span(led, term.start()));
				}
			}
			led = Math.max(led, term.end());
			ended = true;
		}
		if (led < window.end()) {
			this.gaps.add(new Span(led, window.end()));
		}
	}

	/** Each as long as it could have led without a break, by its own answers. */
	private void candidates(History history, Faults faults, String process, List<Observation> seen) {
		long begin = seen.get(0).question().at() + BEGINNING.toNanos();
		long end = seen.get(seen.size() - 1).answer().at();
		List<Event> changes = Stream
			.concat(faults.notes()
				.stream()
				.filter((note) -> Set.of("paused", "resumed").contains(note.operation()))
				.filter((note) -> note.value("instance").equals(Faults.application(process))),
					Stream
						.concat(history.of(Workload.LEADER, EventType.INVOKE, "resign"),
								history.of(Workload.LEADER, EventType.INVOKE, "campaign")
									.flatMap((campaign) -> history.end(campaign).stream()))
						.filter((event) -> event.process().equals(process)))
			.sorted(Comparator.comparingLong(Event::at))
			.toList();
		boolean paused = false;
		boolean resigned = false;
		long since = begin;
		for (Event change : changes) {
			if (!paused && !resigned) {
				add(process, since, Math.min(end, change.at()));
			}
			switch (change.operation()) {
				case "paused" -> paused = true;
				case "resumed" -> paused = false;
				case "resign" -> resigned = true;
				default -> resigned = false;
			}
			since = Math.max(begin, change.at());
		}
		if (!paused && !resigned) {
			add(process, since, end);
		}
	}

	private void add(String process, long begin, long end) {
		if (begin < end) {
			this.candidates.add(new Candidate(process, new Span(begin, end)));
		}
	}

	/** The times in which nobody surely led. */
	List<Span> gaps() {
		return this.gaps;
	}

	/**
	 * Those gaps that begin with the end of a term, and end with the beginning of
	 * another.
	 */
	List<Span> failovers() {
		return this.failovers;
	}

	/** Who could have led, and when. */
	List<Candidate> candidates() {
		return this.candidates;
	}

	/** Cuts a time where an application is killed, stopped or halted. */
	List<Span> betweenHarm(Span span) {
		List<Span> spans = new ArrayList<>();
		long begin = span.begin();
		for (Event note : this.harm) {
			if (note.at() > begin && note.at() < span.end()) {
				spans.add(new Span(begin, note.at()));
				begin = note.at();
			}
		}
		spans.add(new Span(begin, span.end()));
		return spans;
	}

	/** The longest failover. */
	Optional<Span> longest() {
		return this.failovers.stream().max(Comparator.comparingLong(Span::length));
	}

	/**
	 * Who can lead.
	 *
	 * @param process which process
	 * @param span from when to when
	 */
	record Candidate(String process, Span span) {

	}

}
