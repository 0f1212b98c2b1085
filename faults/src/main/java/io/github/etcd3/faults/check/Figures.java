/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.Map;
import java.util.TreeMap;

import io.github.etcd3.faults.check.Faults.Span;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;

/**
 * What a run has measured.
 *
 * @param operations how many operations were begun, by workload and name
 * @param outcomes how they ended: {@code ok}, {@code fail}, {@code unknown}, and
 * {@code none} where the process died
 * @param failovers how often leadership passed on while neither etcd nor the way to it
 * was disturbed
 * @param longestFailoverMillis the longest of these, from the last certain moment of one
 * term to the first of the next, in milliseconds; 0 if there was none
 */
public record Figures(Map<String, Long> operations, Map<String, Long> outcomes, int failovers,
		long longestFailoverMillis) {

	/** Nobody changes figures afterwards. */
	public Figures {
		operations = Map.copyOf(operations);
		outcomes = Map.copyOf(outcomes);
	}

	/**
	 * The figures of a run.
	 * @param history all of it
	 * @return its figures
	 */
	public static Figures of(History history) {
		Map<String, Long> operations = new TreeMap<>();
		Map<String, Long> outcomes = new TreeMap<>();
		for (Event event : history.events()) {
			if (event.type() == EventType.INVOKE) {
				operations.merge(event.workload() + " " + event.operation(), 1L, Long::sum);
				outcomes.merge(history.end(event).map(Figures::outcome).orElse("none"), 1L, Long::sum);
			}
		}
		Leaderless leaderless = Leaderless.of(history);
		return new Figures(operations, outcomes, leaderless.failovers().size(),
				leaderless.longest().map(Span::length).orElse(0L) / 1_000_000);
	}

	private static String outcome(Event end) {
		return switch (end.type()) {
			case OK -> "ok";
			case FAIL -> "fail";
			default -> "unknown";
		};
	}

}
