/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.check.Observations.Answered;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * Tokens grow from holder to holder. An acquisition that was asked for after another one
 * was answered has the greater token, whatever etcd did to leases: etcd numbers them.
 * Grants of leadership have no such question, and may be told late by a process that was
 * halted: so they are compared inside one process, and between processes by who believed
 * first that it leads. No token is given twice, and each is one that etcd has given.
 */
final class TokensGrowChecker implements Checker {

	private final Duration ttl;

	TokensGrowChecker(Duration ttl) {
		this.ttl = ttl;
	}

	@Override
	public List<Violation> check(History history) {
		Told told = new Told(history);
		Oracle oracle = Oracle.of(history);
		List<Violation> found = new ArrayList<>();
		Observations.answered(history, Workload.LOCK, "acquire")
			.collect(Collectors.groupingBy((acquired) -> acquired.question().value("lock")))
			.forEach((lock, acquisitions) -> {
				found.addAll(acquisitions(told, acquisitions));
				found.addAll(given(told, oracle, "lab/locks/" + lock + "/",
						acquisitions.stream().map(Answered::answer).toList()));
			});
		List<Event> grants = history.of(Workload.LEADER, EventType.NOTE, "granted").toList();
		found.addAll(grants(told, grants));
		found.addAll(given(told, oracle, "lab/master/", grants));
		found.addAll(leaders(told, history));
		return found;
	}

	private static List<Violation> acquisitions(Told told, List<Answered> acquisitions) {
		List<Violation> found = new ArrayList<>();
		PriorityQueue<Answered> ends = new PriorityQueue<>(
				Comparator.comparingLong((Answered acquired) -> acquired.answer().at()));
		@Nullable Event greatest = null;
		for (Answered acquired : acquisitions) {
			while (!ends.isEmpty() && ends.element().answer().at() < acquired.question().at()) {
				Event ended = ends.remove().answer();
				greatest = (greatest == null || greatest.number("token") < ended.number("token")) ? ended : greatest;
			}
			if (greatest != null && acquired.answer().number("token") <= greatest.number("token")) {
				found.add(shrunk(told, greatest, acquired.answer(), false));
			}
			ends.add(acquired);
		}
		return found;
	}

	private static List<Violation> grants(Told told, List<Event> grants) {
		List<Violation> found = new ArrayList<>();
		Map<String, Event> latest = new HashMap<>();
		for (Event grant : grants) {
			@Nullable Event before = latest.put(grant.process(), grant);
			if (before != null && grant.number("token") <= before.number("token")) {
				found.add(shrunk(told, before, grant, false));
			}
		}
		return found;
	}

	private List<Violation> leaders(Told told, History history) {
		List<Violation> found = new ArrayList<>();
		Overlaps overlaps = new Overlaps(Promise.TOKENS_GROW, this.ttl, history);
		@Nullable Belief greatest = null;
		for (Belief belief : Belief.of(Observations.ofLeaders(history))
			.stream()
			.filter((term) -> term.token() != 0)
			.sorted(Comparator.comparingLong(Belief::start))
			.toList()) {
			// The first answer of the later one may have been right as early as its
			// question.
			if (greatest != null && belief.token() < greatest.token() && greatest.start() < asked(history, belief)) {
				found.add(shrunk(told, greatest.first(), belief.first(),
						overlaps.isExplained("lab/master/", belief, greatest.start())));
			}
			greatest = (greatest == null || greatest.token() < belief.token()) ? belief : greatest;
		}
		return found;
	}

	private static long asked(History history, Belief belief) {
		return history.events()
			.stream()
			.filter((event) -> event.type() == EventType.INVOKE && event.process().equals(belief.process())
					&& event.id() == belief.first().id())
			.mapToLong(Event::at)
			.findFirst()
			.orElse(Long.MIN_VALUE);
	}

	private static List<Violation> given(Told told, Oracle oracle, String keys, List<Event> events) {
		List<Violation> found = new ArrayList<>();
		Map<Long, Event> seen = new HashMap<>();
		for (Event event : events) {
			@Nullable Event before = seen.put(event.number("token"), event);
			if (before != null) {
				found.add(new Violation(Promise.TOKENS_GROW, event.at(), false,
						"One token twice: " + told.event(before) + ", and " + told.event(event)));
			}
			if (oracle.end().isPresent() && oracle.creation(keys, event.number("token")).isEmpty()) {
				found.add(new Violation(Promise.TOKENS_GROW, event.at(), false,
						"A token that etcd never gave to a key under " + keys + ": " + told.event(event)));
			}
		}
		return found;
	}

	private static Violation shrunk(Told told, Event earlier, Event later, boolean explained) {
		return new Violation(Promise.TOKENS_GROW, later.at(), explained,
				"A token that does not grow: " + told.event(earlier) + ", then " + told.event(later));
	}

}
