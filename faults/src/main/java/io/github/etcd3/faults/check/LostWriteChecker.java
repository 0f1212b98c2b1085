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
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * What was acknowledged is in etcd's history, at its revision and once; what failed is
 * not; what is unknown may be. What was added to the set is there at the end. The counter
 * moves by one at a time, and ends between the acknowledged increments, and these and the
 * unknown ones together.
 */
final class LostWriteChecker implements Checker {

	private static final String COUNTER = "lab/counter";

	private static final Set<String> DELETES = Set.of("delete", "getAndDelete", "take");

	@Override
	public List<Violation> check(History history) {
		Oracle oracle = Oracle.of(history);
		if (oracle.end().isEmpty()) {
			// Nothing can be said, which MEANINGFUL_RUN tells.
			return List.of();
		}
		Told told = new Told(history);
		List<Violation> found = new ArrayList<>();
		Map<Put, Change> puts = new HashMap<>();
		for (Change change : oracle.under("lab/")) {
			if (change.value() != null && !change.key().equals(COUNTER) && isOurs(change.key())) {
				Change twice = puts.put(new Put(change.key(), change.value()), change);
				if (twice != null) {
					found.add(violation(change.at(), "One write twice: " + twice + ", and " + change));
				}
			}
		}
		history.of(Workload.KV)
			.filter((event) -> event.type() == EventType.INVOKE && !event.operation().equals("get"))
			.forEach((invoke) -> history.end(invoke)
				.flatMap((end) -> DELETES.contains(invoke.operation()) ? deletion(told, oracle, invoke, end)
						: put(told, puts, invoke, end))
				.ifPresent(found::add));
		found.addAll(added(history, told, oracle));
		found.addAll(counted(history, told, oracle));
		return found;
	}

	private static boolean isOurs(String key) {
		return key.startsWith("lab/kv/") || key.startsWith("lab/items/") || key.startsWith("lab/set/");
	}

	private static Optional<Violation> put(Told told, Map<Put, Change> puts, Event invoke, Event end) {
		if (invoke.find("value") == null) {
			return Optional.empty();
		}
		@Nullable Change change = puts.get(new Put(invoke.value("key"), invoke.value("value")));
		boolean applied = end.type() == EventType.OK && !"false".equals(end.find("applied"));
		boolean right = switch (end.type()) {
			case OK -> applied ? change != null && change.revision() == end.number("revision") : change == null;
			case FAIL -> change == null;
			default -> true;
		};
		return right ? Optional.empty() : Optional.of(violation(end.at(),
				(applied ? "An acknowledged write is not there as it was: " : "What was not carried out is there: ")
						+ told.event(invoke) + ", " + told.event(end) + "; etcd has "
						+ ((change != null) ? change : "nothing of it")));
	}

	private static Optional<Violation> deletion(Told told, Oracle oracle, Event invoke, Event end) {
		boolean applied = "true".equals(end.find("applied")) || end.find("value") != null
				|| end.find("previous") != null;
		if (end.type() != EventType.OK || !applied || end.find("revision") == null) {
			return Optional.empty();
		}
		return oracle.at(invoke.value("key"), end.number("revision")).filter(Change::isDelete).isPresent()
				? Optional.empty() : Optional.of(violation(end.at(),
						"An acknowledged deletion is not there: " + told.event(invoke) + ", " + told.event(end)));
	}

	private static List<Violation> added(History history, Told told, Oracle oracle) {
		return Observations.answered(history, Workload.KV, "add").filter((added) -> {
			List<Change> changes = oracle.of(added.question().value("key"));
			return changes.isEmpty() || changes.get(changes.size() - 1).isDelete();
		})
			.map((added) -> violation(added.answer().at(),
					"A member of the set is missing at the end: " + told.event(added.question())))
			.toList();
	}

	private static List<Violation> counted(History history, Told told, Oracle oracle) {
		List<Violation> found = new ArrayList<>();
		long count = 0;
		Map<Long, Long> revisions = new HashMap<>();
		for (Change change : oracle.of(COUNTER)) {
			count++;
			if (!String.valueOf(count).equals(change.value())) {
				found.add(violation(change.at(), "The counter does not move by one, to " + count + ": " + change));
				return found;
			}
			revisions.put(count, change.revision());
		}
		long acknowledged = 0;
		long unknown = 0;
		Map<Long, Event> values = new HashMap<>();
		for (Event invoke : history.of(Workload.KV, EventType.INVOKE, "increment").toList()) {
			@Nullable Event end = history.end(invoke).orElse(null);
			if (end == null || end.type() == EventType.UNKNOWN) {
				unknown++;
			}
			else if (end.type() == EventType.OK) {
				acknowledged++;
				@Nullable Event twice = values.put(end.number("value"), end);
				@Nullable Long revision = revisions.get(end.number("value"));
				if (twice != null) {
					found.add(violation(end.at(),
							"One number counted twice: " + told.event(twice) + ", and " + told.event(end)));
				}
				if (revision == null
						|| (end.find("revision") != null && end.number("revision") != revision.longValue())) {
					found.add(violation(end.at(), "A number that the counter never had: " + told.event(end)));
				}
			}
		}
		if (count < acknowledged || count > acknowledged + unknown) {
			found.add(violation(0, "The counter is at " + count + " after " + acknowledged
					+ " acknowledged increments and " + unknown + " unknown ones"));
		}
		return found;
	}

	private static Violation violation(long at, String text) {
		return new Violation(Promise.NO_LOST_WRITE, at, false, text);
	}

	private record Put(String key, String value) {

	}

}
