/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * Each item that is taken goes to one caller: nobody else gets it, it is what was put,
 * and none vanishes without a taker who got it or does not know.
 */
final class TakenOnceChecker implements Checker {

	private static final String PREFIX = "lab/items/";

	@Override
	public List<Violation> check(History history) {
		Told told = new Told(history);
		Oracle oracle = Oracle.of(history);
		List<Violation> found = new ArrayList<>();
		Map<String, Event> takers = new HashMap<>();
		Set<String> perhaps = new HashSet<>();
		for (Event take : history.of(Workload.KV, EventType.INVOKE, "take").toList()) {
			@Nullable Event end = history.end(take).orElse(null);
			String key = take.value("key");
			if (end == null || end.type() == EventType.UNKNOWN) {
				perhaps.add(key);
			}
			else if (end.type() == EventType.OK && end.find("value") != null) {
				@Nullable Event twice = takers.put(end.value("value"), end);
				if (twice != null) {
					found.add(violation(end.at(), "Taken twice: " + told.event(twice) + ", and " + told.event(end)));
				}
				perhaps.add(key);
				if (oracle.end().isPresent() && !wasThere(oracle, key, end.value("value"))) {
					found.add(violation(end.at(),
							"Taken but never put and deleted: " + told.event(take) + ", " + told.event(end)));
				}
			}
		}
		oracle.under(PREFIX)
			.stream()
			.filter((change) -> change.isDelete() && !perhaps.contains(change.key()))
			.forEach((change) -> found.add(violation(change.at(), "Vanished without a taker: " + change)));
		return found;
	}

	private static boolean wasThere(Oracle oracle, String key, String value) {
		boolean there = false;
		for (Change change : oracle.of(key)) {
			if (there && change.isDelete()) {
				return true;
			}
			there = value.equals(change.value());
		}
		return false;
	}

	private static Violation violation(long at, String text) {
		return new Violation(Promise.TAKEN_ONCE, at, false, text);
	}

}
