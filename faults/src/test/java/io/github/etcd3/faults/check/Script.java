/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * Writes a history by hand: a moment in seconds, who, and what.
 */
final class Script {

	static final Duration TTL = Duration.ofSeconds(5);

	private static final long ZERO = 1_000_000_000_000L;

	private final List<Event> events = new ArrayList<>();

	private long ids;

	/** An operation that ended with success, from one moment to another. */
	Script ok(double from, double to, String process, Workload workload, String operation, String given,
			String answered) {
		long id = begin(from, process, workload, operation, given);
		return add(to, process, workload, id, EventType.OK, operation, answered);
	}

	Script fail(double from, double to, String process, Workload workload, String operation, String given,
			String answered) {
		long id = begin(from, process, workload, operation, given);
		return add(to, process, workload, id, EventType.FAIL, operation, answered);
	}

	Script unknown(double from, double to, String process, Workload workload, String operation, String given) {
		long id = begin(from, process, workload, operation, given);
		return add(to, process, workload, id, EventType.UNKNOWN, operation, "");
	}

	/** An operation whose process died. */
	Script unanswered(double from, String process, Workload workload, String operation, String given) {
		begin(from, process, workload, operation, given);
		return this;
	}

	Script note(double at, String process, Workload workload, String operation, String values) {
		return add(at, process, workload, ++this.ids, EventType.NOTE, operation, values);
	}

	/** A put that etcd has; the create revision is its own unless another is given. */
	Script put(double at, String key, long revision, String value) {
		return put(at, key, revision, revision, value, "0");
	}

	Script put(double at, String key, long revision, long create, String value, String lease) {
		return note(at, "oracle", Workload.ORACLE, "put", "key=" + key + " revision=" + revision + " create=" + create
				+ " version=1 lease=" + lease + " value=" + value);
	}

	Script delete(double at, String key, long revision) {
		return note(at, "oracle", Workload.ORACLE, "delete", "key=" + key + " revision=" + revision);
	}

	Script end(double at, long revision) {
		return note(at, "oracle", Workload.ORACLE, "end", "revision=" + revision);
	}

	Script fault(double at, String operation, String values) {
		return note(at, "laboratory", Workload.FAULT, operation, values);
	}

	/** An answer of {@code isHeld()} within a millisecond. */
	Script held(double at, String process, String lock, long token, boolean held) {
		return ok(at, at + 0.001, process, Workload.LOCK, "held", "lock=" + lock + " token=" + token, "held=" + held);
	}

	/** An acquisition. */
	Script acquire(double from, double to, String process, String lock, long token) {
		return ok(from, to, process, Workload.LOCK, "acquire", "lock=" + lock, "lock=" + lock + " token=" + token);
	}

	/** An answer of {@code isLeader()} within a millisecond: by yes with this token. */
	Script leads(double at, String process, long token) {
		return ok(at, at + 0.001, process, Workload.LEADER, "leading", "", "leader=true token=" + token);
	}

	/** An answer of {@code isLeader()} within a millisecond: by no. */
	Script follows(double at, String process) {
		return ok(at, at + 0.001, process, Workload.LEADER, "leading", "", "leader=false");
	}

	/** Answers by yes, every 50 ms. */
	Script leads(double from, double to, String process, long token) {
		for (double at = from; at <= to; at += 0.05) {
			leads(at, process, token);
		}
		return this;
	}

	/** Answers by no, every 50 ms. */
	Script follows(double from, double to, String process) {
		for (double at = from; at <= to; at += 0.05) {
			follows(at, process);
		}
		return this;
	}

	private long begin(double at, String process, Workload workload, String operation, String given) {
		long id = ++this.ids;
		add(at, process, workload, id, EventType.INVOKE, operation, given);
		return id;
	}

	private Script add(double at, String process, Workload workload, long id, EventType type, String operation,
			String values) {
		this.events.add(new Event(ZERO + Math.round(at * 1e9), process, workload, id, type, operation, values(values)));
		return this;
	}

	/** {@code a=1 b= c=x}: values without blanks, and some are empty. */
	private static Map<String, String> values(String text) {
		Map<String, String> values = new HashMap<>();
		for (String value : text.isEmpty() ? new String[0] : text.split(" ")) {
			int sign = value.indexOf('=');
			values.put(value.substring(0, sign), value.substring(sign + 1));
		}
		return values;
	}

	History history() {
		return new History(this.events);
	}

	List<Violation> check(Checker checker) {
		return checker.check(history());
	}

}
