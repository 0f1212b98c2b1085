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
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.faults.check.Oracle.Change;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

/**
 * Each key is a register whose calls happened one after another. Keys are checked by
 * themselves: a history is linearizable if it is for each key. Each value is written once
 * in a run, and so etcd's own history tells of a write without an answer whether it was
 * carried out; that keeps the search short. A search that takes too long is told, since
 * then nothing is proved.
 */
final class LinearizabilityChecker implements Checker {

	private static final String PREFIX = "lab/kv/";

	private static final int LIMIT = 300_000;

	/** Without an oracle whole runs are hard to judge; a few registers tell so. */
	private static final int UNDECIDED = 10;

	private final int limit;

	LinearizabilityChecker() {
		this(LIMIT);
	}

	LinearizabilityChecker(int limit) {
		this.limit = limit;
	}

	@Override
	public List<Violation> check(History history) {
		Told told = new Told(history);
		Oracle oracle = Oracle.of(history);
		@Nullable Set<String> written = oracle.end().isPresent() ? written(oracle) : null;
		Map<String, List<RegisterCall>> registers = new TreeMap<>();
		Map<String, Long> begun = new HashMap<>();
		history.of(Workload.KV)
			.filter((event) -> event.type() == EventType.INVOKE)
			.filter((invoke) -> invoke.value("key").startsWith(PREFIX))
			.forEach((invoke) -> {
				begun.putIfAbsent(invoke.value("key"), invoke.at());
				@Nullable RegisterCall call = call(told, history, invoke, written);
				if (call != null) {
					registers.computeIfAbsent(invoke.value("key"), (key) -> new ArrayList<>()).add(call);
				}
			});
		List<Violation> found = new ArrayList<>();
		int undecided = 0;
		for (Map.Entry<String, List<RegisterCall>> register : registers.entrySet()) {
			if (undecided == UNDECIDED) {
				found.add(new Violation(Promise.MEANINGFUL_RUN, 0, false, "No register from " + register.getKey()
						+ " on was looked at: the " + undecided + " before took too long"));
				break;
			}
			Linearization linearization = new Linearization(register.getValue(), this.limit);
			Linearization.Verdict verdict = linearization.search();
			long at = begun.getOrDefault(register.getKey(), 0L);
			if (verdict == Linearization.Verdict.NOT_LINEARIZABLE) {
				found.add(new Violation(Promise.LINEARIZABLE, at, false,
						register.getKey() + " is no register: " + linearization.stuck()));
			}
			else if (verdict == Linearization.Verdict.NOT_DECIDED) {
				undecided++;
				found.add(new Violation(Promise.MEANINGFUL_RUN, at, false,
						"Whether " + register.getKey() + " with its " + register.getValue().size()
								+ " calls is a register was not decided within " + this.limit + " configurations"));
			}
		}
		return found;
	}

	private static @Nullable RegisterCall call(Told told, History history, Event invoke,
			@Nullable Set<String> written) {
		@Nullable Event end = history.end(invoke).orElse(null);
		@Nullable RegisterCall call = RegisterCall.of(invoke, end,
				told.event(invoke) + " - " + ((end != null) ? told.event(end) : "no answer"));
		if (call == null || !call.isOptional() || call.value() == null || written == null) {
			return call;
		}
		return written.contains(call.value()) ? call.surelyApplied() : null;
	}

	private static Set<String> written(Oracle oracle) {
		Set<String> values = new HashSet<>();
		for (Change change : oracle.under(PREFIX)) {
			if (change.value() != null) {
				values.add(change.value());
			}
		}
		return values;
	}

}
