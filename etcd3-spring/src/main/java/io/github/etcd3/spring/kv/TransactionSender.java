/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.etcd.jetcd.KV;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * The one way out for everything that writes: each write becomes a
 * {@link TransactionPlan}, and here gets its fence, the way it keeps leases, and the
 * smallest call that does it.
 */
final class TransactionSender {

	private static final Cmp[] NO_CONDITIONS = {};

	private static final GetOption WITHOUT_VALUE = GetOption.builder().withKeysOnly(true).build();

	private final KvShared shared;

	private final @Nullable Fence fence;

	private final RequestLimits limits;

	private final LeaseReader leaseReader;

	private final KeepingPut keepingPut;

	TransactionSender(KvShared shared, @Nullable Fence fence) {
		this.shared = shared;
		this.fence = fence;
		this.limits = new RequestLimits(shared, fence);
		this.leaseReader = new LeaseReader(shared, this);
		this.keepingPut = new KeepingPut(shared, this.limits, this.leaseReader);
	}

	RequestLimits limits() {
		return this.limits;
	}

	@Nullable Fence fence() {
		return this.fence;
	}

	<T> Answer<T> send(TransactionPlan plan, Function<TransactionOutcome, T> convert) {
		this.limits.check(plan);
		EphemeralKeys ephemerals = this.shared.ephemerals();
		if (ephemerals == null || !ephemerals.isUsed()) {
			return start(plan, convert);
		}
		return Answer.of(plan.call(),
				Answer.then(ephemerals.settledBy(plan, () -> start(plan, Function.identity())), convert));
	}

	private <T> Answer<T> start(TransactionPlan plan, Function<TransactionOutcome, T> convert) {
		Step.Put put = plan.soleKeepingPut();
		if (put != null && this.fence == null && this.shared.calls().canKeepLeases()) {
			return this.keepingPut.send(plan, put).map(convert);
		}
		if (this.limits.oneRoundTrip(plan)) {
			return direct(plan, convert);
		}
		return Answer.of(plan.call(), Answer.then(this.leaseReader.send(plan), convert));
	}

	private <T> Answer<T> direct(TransactionPlan plan, Function<TransactionOutcome, T> convert) {
		EtcdCall call = plan.call();
		KV kv = this.shared.kv();
		if (this.fence == null && plan.conditions().isEmpty() && plan.then().size() == 1) {
			Step step = plan.then().get(0);
			if (step instanceof Step.Put put) {
				return Answer.of(this.shared.calls(), call,
						kv.put(KeySpace.bytes(put.key()), put.value(), Operations.option(put)),
						(answer) -> convert.apply(TransactionOutcome.of(answer)));
			}
			if (step instanceof Step.Delete delete) {
				return Answer.of(this.shared.calls(), call, kv.delete(delete.start(), delete.option()),
						(answer) -> convert.apply(TransactionOutcome.of(answer)));
			}
		}
		return transaction(call, plan.comparisons(), Operations.of(plan.then()), Operations.of(plan.otherwise()),
				(answer, inner) -> convert.apply(TransactionOutcome.of(inner.isSucceeded(), revision(answer), inner)));
	}

	/** Sends a transaction, within the fence if there is one. */
	<T> Answer<T> transaction(EtcdCall call, List<Cmp> conditions, Op[] then, Op[] otherwise, Convert<T> convert) {
		Cmp[] comparisons = conditions.toArray(NO_CONDITIONS);
		if (this.fence == null) {
			Txn txn = this.shared.kv().txn().If(comparisons).Then(then).Else(otherwise);
			return answer(call, txn.commit(), (answer) -> convert.apply(answer, answer));
		}
		return answer(call, fenced(Op.txn(comparisons, then, otherwise)),
				(answer) -> convert.apply(answer, inside(call, answer)));
	}

	private <T> Answer<T> answer(EtcdCall call, CompletableFuture<TxnResponse> answer,
			Function<TxnResponse, T> convert) {
		return Answer.of(this.shared.calls(), call, answer, convert);
	}

	private CompletableFuture<TxnResponse> fenced(Op operation) {
		Fence fence = requireFence();
		var key = KeySpace.bytes(fence.key());
		return this.shared.kv()
			.txn()
			.If(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.createRevision(fence.token().value())))
			.Then(operation)
			.Else(Op.get(key, WITHOUT_VALUE))
			.commit();
	}

	private TxnResponse inside(EtcdCall call, TxnResponse answer) {
		if (!answer.isSucceeded()) {
			Optional<GetResponse> holder = answer.getGetResponses().stream().findFirst();
			throw new FencedOutException(call, requireFence(),
					holder.filter((found) -> !found.getKvs().isEmpty())
						.map((found) -> found.getKvs().get(0).getCreateRevision())
						.orElse(0L));
		}
		return answer.getTxnResponses().get(0);
	}

	private Fence requireFence() {
		Fence present = this.fence;
		if (present == null) {
			throw new IllegalStateException("There is no fence");
		}
		return present;
	}

	private static long revision(TxnResponse answer) {
		return answer.getHeader().getRevision();
	}

	/**
	 * Reads an answer.
	 *
	 * @param <T> what it makes of it
	 */
	@FunctionalInterface
	interface Convert<T> {

		/**
		 * Reads an answer.
		 * @param outer the answer, whose header has the revision
		 * @param inner the answer within the fence
		 * @return what it says
		 */
		T apply(TxnResponse outer, TxnResponse inner);

	}

}
