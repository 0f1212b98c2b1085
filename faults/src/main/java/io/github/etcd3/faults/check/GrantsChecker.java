/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * Each grant of leadership has exactly one revocation, which comes before the next grant
 * and, at a graceful stop, at last. The state comes before the event: inside of
 * {@code granted} the term may be over already, but then it does not begin afterwards;
 * inside of {@code revoked} it is over, although another one may have begun.
 */
final class GrantsChecker implements Checker {

	@Override
	public List<Violation> check(History history) {
		Told told = new Told(history);
		List<Violation> found = new ArrayList<>();
		Set<String> closed = history.of(Workload.LEFTOVER, EventType.NOTE, "closed")
			.map(Event::process)
			.collect(Collectors.toSet());
		Map<String, List<Event>> notes = history.of(Workload.LEADER)
			.filter((event) -> event.type() == EventType.NOTE)
			.collect(Collectors.groupingBy(Event::process));
		Map<String, List<Belief>> terms = Belief.of(Observations.ofLeaders(history))
			.stream()
			.filter((belief) -> belief.token() != 0)
			.collect(Collectors.groupingBy(Belief::process));
		notes.forEach((process, events) -> {
			found.addAll(alternating(told, events, closed.contains(process)));
			found.addAll(states(told, events, terms.getOrDefault(process, List.of())));
		});
		terms.forEach((process, led) -> {
			if (closed.contains(process)) {
				found.addAll(told(told, led, notes.getOrDefault(process, List.of())));
			}
		});
		return found;
	}

	private static List<Violation> alternating(Told told, List<Event> notes, boolean closed) {
		List<Violation> found = new ArrayList<>();
		@Nullable Event open = null;
		for (Event note : notes) {
			if (note.operation().equals("granted")) {
				if (open != null) {
					found.add(violation(note,
							"Granted again without a revocation: " + told.event(open) + ", then " + told.event(note)));
				}
				open = note;
			}
			else if (note.operation().equals("revoked")) {
				if (open == null || open.number("token") != note.number("token")) {
					found.add(violation(note, "Revoked what was not granted: " + told.event(note) + ", behind "
							+ ((open != null) ? told.event(open) : "no grant")));
				}
				open = null;
			}
		}
		if (open != null && closed) {
			found.add(violation(open, "Stopped without a revocation: " + told.event(open)));
		}
		return found;
	}

	private static List<Violation> states(Told told, List<Event> notes, List<Belief> terms) {
		List<Violation> found = new ArrayList<>();
		Map<String, Event> latest = new HashMap<>();
		for (Event note : notes) {
			latest.put(note.operation(), note);
			@Nullable Event about = note.operation().equals("state") ? latest.get(note.value("event")) : null;
			if (about != null && !isRight(note, about.number("token"), notes, terms)) {
				found.add(violation(note,
						"The event before the state: inside of " + told.event(about) + " it was " + told.event(note)));
			}
		}
		return found;
	}

	private static boolean isRight(Event state, long token, List<Event> notes, List<Belief> terms) {
		boolean leader = state.is("leader");
		if (state.value("event").equals("granted")) {
			return leader || terms.stream().noneMatch((term) -> term.token() == token && term.end() > state.at());
		}
		if ("true".equals(state.find("active"))) {
			return false;
		}
		String current = state.find("current");
		if (!leader) {
			return true;
		}
		// A later term may have begun, which is told next; or it is over again.
		return (current != null) ? Long.parseLong(current) > token
				: notes.stream().anyMatch((note) -> note.operation().equals("granted") && note.number("token") > token);
	}

	private static List<Violation> told(Told told, List<Belief> terms, List<Event> notes) {
		Set<Long> granted = notes.stream()
			.filter((note) -> note.operation().equals("granted"))
			.map((note) -> note.number("token"))
			.collect(Collectors.toSet());
		return terms.stream()
			.filter((term) -> !granted.contains(term.token()))
			.map((term) -> violation(term.first(), "A term that was never told: " + told.event(term.first())))
			.toList();
	}

	private static Violation violation(Event event, String text) {
		return new Violation(Promise.GRANTS_AND_REVOCATIONS, event.at(), false, text);
	}

}
