/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * Writes many keys.
 *
 * @param writes what to write with
 */
record BulkRequests(WriteRequests writes) {

	/** How many transactions are under way at the same time. */
	private static final int WIDTH = 8;

	Answer<WriteResult> putAll(@Nullable Map<String, ?> values) {
		return inChunks("putAll", puts("putAll", values)).map((outcomes) -> new WriteResult(true,
				outcomes.stream().mapToLong(TransactionOutcome::revision).max().orElse(0), null));
	}

	Answer<WriteResult> putAllAtomically(@Nullable Map<String, ?> values) {
		return atOnce("putAllAtomically", puts("putAllAtomically", values),
				(outcome) -> new WriteResult(true, outcome.revision(), null));
	}

	Answer<Long> deleteAll(@Nullable Collection<String> keys) {
		return inChunks("deleteAll", deletes("deleteAll", keys))
			.map((outcomes) -> outcomes.stream().mapToLong(TransactionOutcome::deleted).sum());
	}

	Answer<Long> deleteAllAtomically(@Nullable Collection<String> keys) {
		return atOnce("deleteAllAtomically", deletes("deleteAllAtomically", keys), TransactionOutcome::deleted);
	}

	Answer<Long> deleteAll() {
		KeySpace keys = this.writes.keys();
		EtcdCall call = EtcdCall.write("deleteAll", keys.prefix());
		if (keys.prefix().isEmpty()) {
			throw new EtcdInvalidArgumentException(
					"deleteAll without a prefix would delete everything in etcd: use withPrefix(…) before.", call,
					null);
		}
		return delete(call, keys.all());
	}

	Answer<Long> deleteStartingWith(@Nullable String letters) {
		KeySpace.KeyRange range = this.writes.keys().startingWith("deleteStartingWith", true, letters);
		return delete(EtcdCall.write("deleteStartingWith", range.letters()), range);
	}

	private Answer<Long> delete(EtcdCall call, KeySpace.KeyRange range) {
		return this.writes.sender().send(TransactionPlan.of(call, Step.Delete.of(range)), TransactionOutcome::deleted);
	}

	private List<Step> puts(String operation, @Nullable Map<String, ?> values) {
		if (values == null) {
			throw none(operation, "map");
		}
		List<Step> steps = new ArrayList<>(values.size());
		values.forEach((key, value) -> {
			EtcdCall call = this.writes.keys().write(operation, key);
			steps.add(new Step.Put(WriteRequests.name(call), this.writes.shared().values().encode(call, value),
					new Step.Lease.Kept(false), false));
		});
		return steps;
	}

	private List<Step> deletes(String operation, @Nullable Collection<String> keys) {
		if (keys == null) {
			throw none(operation, "collection");
		}
		List<Step> steps = new ArrayList<>(keys.size());
		new LinkedHashSet<>(keys).forEach((key) -> steps
			.add(Step.Delete.of(WriteRequests.name(this.writes.keys().write(operation, key)), false)));
		return steps;
	}

	private EtcdInvalidArgumentException none(String operation, String what) {
		EtcdCall call = EtcdCall.write(operation, this.writes.keys().prefix());
		return new EtcdInvalidArgumentException(call + " is given null: pass a " + what + ", possibly an empty one.",
				call, null);
	}

	private <T> Answer<T> atOnce(String operation, List<Step> steps, Function<TransactionOutcome, T> convert) {
		EtcdCall call = call(operation, steps);
		if (steps.isEmpty()) {
			throw new EtcdInvalidArgumentException(call + " has no keys.", call, null);
		}
		return this.writes.sender().send(TransactionPlan.of(call, steps), convert);
	}

	private Answer<List<TransactionOutcome>> inChunks(String operation, List<Step> steps) {
		List<TransactionPlan> plans = new ArrayList<>();
		RequestLimits limits = this.writes.sender().limits();
		List<Step> chunk = new ArrayList<>();
		long bytes = 0;
		for (Step step : steps) {
			long size = RequestLimits.bytes(step);
			if (!chunk.isEmpty() && (chunk.size() == limits.chunk() || bytes + size > limits.chunkBytes())) {
				plans.add(plan(operation, chunk));
				chunk.clear();
				bytes = 0;
			}
			chunk.add(step);
			bytes += size;
		}
		if (!chunk.isEmpty()) {
			plans.add(plan(operation, chunk));
		}
		// Each of them, before the first is sent.
		plans.forEach(limits::check);
		return Answer.of(call(operation, steps),
				Pipeline.run(plans, WIDTH, (plan) -> this.writes.sender().send(plan, Function.identity()).future()));
	}

	private static TransactionPlan plan(String operation, List<Step> chunk) {
		return TransactionPlan.of(call(operation, chunk), List.copyOf(chunk));
	}

	private static EtcdCall call(String operation, List<Step> steps) {
		if (steps.isEmpty()) {
			return EtcdCall.write(operation, null);
		}
		String first = key(steps.get(0));
		String all = first + "' … '" + key(steps.get(steps.size() - 1));
		return EtcdCall.write(operation, (steps.size() > 1 && EtcdCall.shown(all).equals(all)) ? all : first);
	}

	private static String key(Step step) {
		return (step instanceof Step.Put put) ? put.key() : ((Step.Delete) step).letters();
	}

}
