/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.History;

/**
 * All that one process of an application wrote down.
 *
 * @param process which process
 * @param events at least one, in the order of time
 */
record Life(String process, List<Event> events) {

	/** A process that has begun not long ago may still be at its first read. */
	private static final Duration BEGINNING = Duration.ofSeconds(10);

	/** By the TTL and this much, all is well again in a calm, on a busy machine too. */
	private static final Duration SLACK = Duration.ofSeconds(3);

	/** The lives of all processes, but for the laboratory's own. */
	static List<Life> of(History history) {
		Map<String, List<Event>> events = history.events()
			.stream()
			.filter((event) -> event.process().indexOf('.') > 0)
			.collect(Collectors.groupingBy(Event::process, TreeMap::new, Collectors.toList()));
		return events.entrySet().stream().map((life) -> new Life(life.getKey(), life.getValue())).toList();
	}

	/** How long a recovery may take. */
	static Duration recovery(Duration ttl) {
		return ttl.plus(SLACK);
	}

	/**
	 * How long a watch may take to be up to date. A connection that died in silence shows
	 * it after 13 s only, which may be long after it could work again.
	 */
	static Duration caughtUp(Duration ttl) {
		return ttl.plus(SLACK.multipliedBy(2));
	}

	long begin() {
		return this.events.get(0).at();
	}

	long end() {
		return this.events.get(this.events.size() - 1).at();
	}

	/** Whether it had begun well before one moment, and went on behind another. */
	boolean spans(long from, long to) {
		return begin() < from - BEGINNING.toNanos() && end() > to;
	}

}
