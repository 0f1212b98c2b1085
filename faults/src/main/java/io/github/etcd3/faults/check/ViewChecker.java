/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.etcd3.faults.check.Faults.Calm;
import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * A view shows its prefix as it was at the revision that it names, whole; it never goes
 * back; and TTL + 3 s into a calm it shows all that etcd had at the calm's beginning.
 */
final class ViewChecker implements Checker {

	/** Views are noted every second; on a busy machine it may be late. */
	private static final Duration SILENCE = Duration.ofSeconds(3);

	private final Duration bound;

	ViewChecker(Duration ttl) {
		this.bound = Life.caughtUp(ttl);
	}

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
		List<Change> changes = oracle.under(WatchChecker.PREFIX);
		List<Calm> calms = new Faults(history).calms();
		Life.of(history).forEach((life) -> found.addAll(progress(told, changes, calms, life)));
		return found;
	}

	private List<Violation> progress(Told told, List<Change> changes, List<Calm> calms, Life life) {
		List<Event> views = life.events()
			.stream()
			.filter((event) -> event.workload() == Workload.WATCH && event.operation().equals("view"))
			.filter((view) -> WatchChecker.PREFIX
				.equals(Objects.requireNonNullElse(view.find("prefix"), WatchChecker.PREFIX)))
			.toList();
		List<Violation> found = new ArrayList<>();
		for (int index = 1; index < views.size(); index++) {
			if (views.get(index).number("revision") < views.get(index - 1).number("revision")) {
				found.add(violation(views.get(index), "A view that goes back: " + told.event(views.get(index - 1))
						+ ", then " + told.event(views.get(index))));
			}
		}
		for (Calm calm : calms) {
			long until = calm.span().begin() + this.bound.toNanos();
			long looked = until + SILENCE.toNanos();
			boolean lives = life.spans(calm.span().begin(), looked) && looked < calm.span().end();
			long known = changes.stream()
				.filter((change) -> change.at() < calm.span().begin())
				.mapToLong(Change::revision)
				.max()
				.orElse(0);
			if (lives && views.stream()
				.filter((view) -> view.at() >= calm.span().begin() && view.at() < calm.span().end())
				.noneMatch((view) -> view.number("revision") >= known)) {
				found.add(violation(life.events().get(0), "The view of " + life.process() + " did not show revision "
						+ known + " in the calm from " + told.time(calm.span().begin())));
			}
		}
		return found;
	}

	private static Violation violation(Event event, String text) {
		return new Violation(Promise.WATCH_WITHOUT_GAPS, event.at(), false, text);
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
