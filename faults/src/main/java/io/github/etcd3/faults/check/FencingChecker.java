/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * Fenced writes, by what etcd has: no write of an older token behind one of a newer, each
 * while the key of its token existed, and each one that somebody asked for; what was
 * acknowledged is there once, and what was refused is not.
 */
final class FencingChecker implements Checker {

	private static final String PREFIX = "lab/fenced/";

	@Override
	public List<Violation> check(History history) {
		Oracle oracle = Oracle.of(history);
		Told told = new Told(history);
		Map<String, Event> asked = new HashMap<>();
		history.of(Workload.FENCE, EventType.INVOKE, "write")
			.forEach((write) -> asked.put(write.value("value"), write));
		List<Violation> found = new ArrayList<>();
		Map<String, Change> latest = new HashMap<>();
		Map<String, Change> written = new HashMap<>();
		for (Change change : oracle.under(PREFIX)) {
			if (change.value() != null) {
				found.addAll(order(latest.put(change.key(), change), change));
				found.addAll(fence(oracle, change));
				if (!asked.containsKey(change.value())) {
					found.add(violation(change.at(), "Nobody asked for " + change));
				}
				Change twice = written.put(change.value(), change);
				if (twice != null) {
					found.add(violation(change.at(), "One write twice: " + twice + ", and " + change));
				}
			}
		}
		asked.forEach((value, write) -> history.end(write)
			.flatMap((end) -> answer(told, oracle.end().isPresent(), write, end, written.get(value)))
			.ifPresent(found::add));
		return found;
	}

	private static List<Violation> order(@Nullable Change before, Change change) {
		return (before != null && token(change) < token(before))
				? List.of(violation(change.at(), "An older token behind a newer: " + before + ", then " + change))
				: List.of();
	}

	private static List<Violation> fence(Oracle oracle, Change change) {
		String name = change.key().substring(PREFIX.length());
		String keys = name.equals("master") ? "lab/master/" : "lab/locks/" + name + "/";
		Optional<Change> creation = oracle.creation(keys, token(change));
		if (creation.isEmpty() || creation.get().revision() >= change.revision()) {
			return List.of(violation(change.at(), "No key under " + keys + " had the token of " + change));
		}
		return oracle.deletion(creation.get())
			.filter((deletion) -> deletion.revision() < change.revision())
			.map((deletion) -> violation(change.at(),
					"Written after the key of its token was gone: " + deletion + ", then " + change))
			.stream()
			.toList();
	}

	private static Optional<Violation> answer(Told told, boolean complete, Event write, Event end,
			@Nullable Change written) {
		boolean right = switch (end.type()) {
			case OK -> (written != null)
					? written.revision() == end.number("revision") && written.key().equals(PREFIX + write.value("name"))
					: !complete;
			case FAIL -> written == null;
			default -> true;
		};
		return right ? Optional.empty() : Optional.of(violation(end.at(), "Said: " + told.event(write) + ", "
				+ told.event(end) + "; etcd has " + ((written != null) ? written : "nothing of it")));
	}

	private static long token(Change change) {
		String value = String.valueOf(change.value());
		return Long.parseLong(value.substring(0, value.indexOf(':')));
	}

	private static Violation violation(long at, String text) {
		return new Violation(Promise.FENCING, at, false, text);
	}

}
