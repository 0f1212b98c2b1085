/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;

import io.github.etcd3.spring.EtcdCall;

/**
 * Keeps leases in two steps: reads which leases the keys have, then writes if none of
 * them was changed since. For what {@link RequestLimits#oneRoundTrip} can't do.
 */
final class LeaseReader {

	private static final int MAX_ATTEMPTS = 32;

	private static final GetOption WITHOUT_VALUE = GetOption.builder().withKeysOnly(true).build();

	private final KvShared shared;

	private final TransactionSender sender;

	LeaseReader(KvShared shared, TransactionSender sender) {
		this.shared = shared;
		this.sender = sender;
	}

	CompletableFuture<TransactionOutcome> send(TransactionPlan plan) {
		CompletableFuture<TransactionOutcome> result = new CompletableFuture<>();
		attempt(plan, 1, result);
		return this.shared.calls().endWithClient(plan.call(), result);
	}

	private void attempt(TransactionPlan plan, int number, CompletableFuture<TransactionOutcome> result) {
		read(plan).thenCompose((leases) -> write(plan, leases).future()).whenComplete((written, failure) -> {
			if (failure != null) {
				result.completeExceptionally(Answer.unwrap(failure));
			}
			else if (written.unchanged()) {
				result.complete(written.outcome());
			}
			else if (number == MAX_ATTEMPTS) {
				result.completeExceptionally(new UpdateConflictException(plan.call(), number));
			}
			else {
				// On the JDK's timer: nothing here blocks, and our executor drops what
				// comes
				// after the client's end.
				CompletableFuture.delayedExecutor(Backoff.millis(number), TimeUnit.MILLISECONDS, Runnable::run)
					.execute(() -> attempt(plan, number + 1, result));
			}
		});
	}

	private CompletableFuture<Map<String, Found>> read(TransactionPlan plan) {
		List<String> keys = plan.keepingPuts().map(Step.Put::key).distinct().toList();
		EtcdCall call = EtcdCall.read(plan.call().operation() + " (reads the leases)", plan.call().key());
		List<CompletableFuture<TxnResponse>> parts = new ArrayList<>();
		for (int from = 0; from < keys.size(); from += KvShared.MAX_OPERATIONS) {
			Op[] gets = keys.subList(from, Math.min(from + KvShared.MAX_OPERATIONS, keys.size()))
				.stream()
				.map((key) -> Op.get(KeySpace.bytes(key), WITHOUT_VALUE))
				.toArray(Op[]::new);
			parts.add(this.shared.calls().async(call, this.shared.kv().txn().Then(gets).commit()));
		}
		return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply((done) -> {
			List<GetResponse> answers = parts.stream()
				.flatMap((part) -> part.join().getGetResponses().stream())
				.toList();
			Map<String, Found> leases = new HashMap<>();
			for (int i = 0; i < keys.size(); i++) {
				leases.put(keys.get(i), Found.of(answers.get(i)));
			}
			return leases;
		});
	}

	private Answer<Written> write(TransactionPlan plan, Map<String, Found> leases) {
		Op[] then = Operations.of(onLeases(plan.then(), leases));
		if (plan.conditions().isEmpty()) {
			// The other branch would be carried out whenever somebody else was quicker.
			return this.sender.transaction(plan.call(), unchanged(plan.then(), leases), then, Operations.none(),
					(outer, inner) -> new Written(inner.isSucceeded(),
							TransactionOutcome.of(true, outer.getHeader().getRevision(), inner)));
		}
		return this.sender.transaction(plan.call(), plan.comparisons(), nested(plan.then(), leases, then),
				nested(plan.otherwise(), leases, Operations.of(onLeases(plan.otherwise(), leases))), (outer, inner) -> {
					TxnResponse branch = inner.getTxnResponses().get(0);
					return new Written(branch.isSucceeded(),
							TransactionOutcome.of(inner.isSucceeded(), outer.getHeader().getRevision(), branch));
				});
	}

	private static Op[] nested(List<Step> steps, Map<String, Found> leases, Op[] operations) {
		return new Op[] { Op.txn(unchanged(steps, leases).toArray(Cmp[]::new), operations, Operations.none()) };
	}

	private static List<Step> onLeases(List<Step> steps, Map<String, Found> leases) {
		return steps.stream().map((step) -> {
			if (step instanceof Step.Put put && put.lease() instanceof Step.Lease.Kept) {
				return put.on(leases.getOrDefault(put.key(), Found.NOTHING).lease());
			}
			return step;
		}).toList();
	}

	private static List<Cmp> unchanged(List<Step> steps, Map<String, Found> leases) {
		List<Cmp> conditions = new ArrayList<>();
		for (Step step : steps) {
			if (step instanceof Step.Put put && put.lease() instanceof Step.Lease.Kept) {
				conditions.add(TransactionPlan.revision(put.key(),
						leases.getOrDefault(put.key(), Found.NOTHING).modRevision()));
			}
		}
		return conditions;
	}

	/**
	 * What a key was when its lease was read.
	 *
	 * @param modRevision its last change, 0 if there was none
	 * @param lease its lease, 0 for none
	 */
	private record Found(long modRevision, long lease) {

		static final Found NOTHING = new Found(0, 0);

		static Found of(GetResponse answer) {
			return answer.getKvs().isEmpty() ? NOTHING
					: new Found(answer.getKvs().get(0).getModRevision(), answer.getKvs().get(0).getLease());
		}

	}

	/**
	 * What became of a write.
	 *
	 * @param unchanged whether the keys were still as they had been read
	 * @param outcome the outcome, if they were
	 */
	private record Written(boolean unchanged, TransactionOutcome outcome) {

	}

}
