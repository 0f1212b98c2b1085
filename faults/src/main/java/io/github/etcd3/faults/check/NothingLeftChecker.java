/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * A stopped application has left no thread and no socket, and the run no key and no
 * lease. Of other file descriptors a few more than before are allowed: the JDK itself
 * opens some at their first use and keeps them, such as {@code /dev/urandom} and the
 * selectors of its own.
 */
final class NothingLeftChecker implements Checker {

	private static final int DESCRIPTORS_OF_THE_JDK = 8;

	@Override
	public List<Violation> check(History history) {
		Told told = new Told(history);
		List<Violation> found = new ArrayList<>();
		List<Event> closed = history.of(Workload.LEFTOVER, EventType.NOTE, "closed").toList();
		closed.stream()
			.filter((note) -> !isClean(note))
			.forEach((note) -> found.add(violation(note.at(), told.event(note))));
		for (Event stopped : new Faults(history).notes("stopped")) {
			Optional<String> process = last(history, stopped);
			if (process.isPresent() && closed.stream().noneMatch((note) -> note.process().equals(process.get()))) {
				found.add(violation(stopped.at(),
						process.get() + " was stopped but did not say what it left: " + told.event(stopped)));
			}
		}
		List<Event> etcd = history.of(Workload.LEFTOVER, EventType.NOTE, "etcd").toList();
		if (etcd.isEmpty()) {
			found.add(violation(0, "Nobody looked what was left in etcd"));
		}
		etcd.stream()
			.filter((note) -> !note.value("keys").isBlank() || note.number("leases") != 0)
			.forEach((note) -> found.add(violation(note.at(), told.event(note))));
		return found;
	}

	private static boolean isClean(Event closed) {
		String[] descriptors = closed.value("descriptors").split("/");
		return closed.value("threads").isBlank() && closed.number("sockets") == 0
				&& Long.parseLong(descriptors[1]) <= Long.parseLong(descriptors[0]) + DESCRIPTORS_OF_THE_JDK;
	}

	/** The process that an application had when it was stopped. */
	private static Optional<String> last(History history, Event stopped) {
		String application = stopped.value("instance");
		return history.events()
			.stream()
			.filter((event) -> event.at() <= stopped.at() && !Objects.equals(event.process(), application)
					&& Faults.application(event.process()).equals(application))
			.reduce((one, other) -> other)
			.map(Event::process);
	}

	private static Violation violation(long at, String text) {
		return new Violation(Promise.NOTHING_LEFT, at, false, "Left over: " + text);
	}

}
