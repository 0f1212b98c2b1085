/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.Locale;
import java.util.TreeMap;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;

/**
 * Says what was done and seen, for people.
 */
final class Told {

	private final long zero;

	Told(History history) {
		this.zero = history.events().isEmpty() ? 0 : history.events().get(0).at();
	}

	/** An event, with its time since the history's beginning. */
	String event(Event event) {
		return time(event.at()) + " " + event.process() + " " + event.operation()
				+ ((event.type() != EventType.NOTE) ? " " + event.type().name().toLowerCase(Locale.ROOT) : "")
				+ new TreeMap<>(event.values());
	}

	/** A moment, since the history's beginning. */
	String time(long at) {
		return String.format(Locale.ROOT, "+%.6fs", (at - this.zero) / 1e9);
	}

}
