/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * A view shows its prefix as it was at the revision that it names, whole.
 */
final class ViewChecker implements Checker {

	@Override
	public List<Violation> check(History history) {
		Oracle oracle = Oracle.of(history);
		if (oracle.end().isEmpty()) {
			// Nothing can be said, which MEANINGFUL_RUN tells.
			return List.of();
		}
		Told told = new Told(history);
		List<Violation> found = new ArrayList<>();
		history.of(Workload.WATCH, EventType.NOTE, "view")
			.collect(Collectors
				.groupingBy((view) -> Objects.requireNonNullElse(view.find("prefix"), WatchChecker.PREFIX)))
			.forEach((prefix, views) -> found.addAll(check(told, oracle.under(prefix), views)));
		return found;
	}

	private static List<Violation> check(Told told, List<Change> changes, List<Event> views) {
		List<Violation> found = new ArrayList<>();
		TreeMap<String, String> state = new TreeMap<>();
		int place = 0;
		String digest = digest(state);
		for (Event view : views.stream().sorted(Comparator.comparingLong((view) -> view.number("revision"))).toList()) {
			boolean moved = false;
			while (place < changes.size() && changes.get(place).revision() <= view.number("revision")) {
				changes.get(place).applyTo(state);
				moved = true;
				place++;
			}
			digest = moved ? digest(state) : digest;
			if (view.number("size") != state.size() || !view.value("digest").equals(digest)) {
				found.add(new Violation(Promise.WATCH_WITHOUT_GAPS, view.at(), false,
						"A view that is not what etcd had at its revision, which is " + state.size() + " keys: "
								+ told.event(view)));
			}
		}
		return found;
	}

	/** Of a line {@code key=value} for each key, in the order of the keys. */
	static String digest(Map<String, String> state) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			new TreeMap<>(state)
				.forEach((key, value) -> digest.update((key + '=' + value + '\n').getBytes(StandardCharsets.UTF_8)));
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-256", ex);
		}
	}

}
