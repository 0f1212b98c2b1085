/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.PutOption;
import io.grpc.Status;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Puts one key, which keeps its lease. etcd does that with one flag, but refuses the flag
 * for a new key. So where keys are expected to exist, it is a plain put with the flag, as
 * quick as any put; else a transaction, which is a tenth slower and does for both.
 */
final class KeepingPut {

	private static final String NO_SUCH_KEY = "key not found";

	private final KvShared shared;

	private final RequestLimits limits;

	private final LeaseReader leaseReader;

	KeepingPut(KvShared shared, RequestLimits limits, LeaseReader leaseReader) {
		this.shared = shared;
		this.limits = limits;
		this.leaseReader = leaseReader;
	}

	Answer<TransactionOutcome> send(TransactionPlan plan, Step.Put put) {
		boolean large = !this.limits.takesTwoBranches(put);
		if (!large && !this.shared.foundKeys().isLikely()) {
			return eitherWay(plan.call(), put);
		}
		EtcdCalls calls = this.shared.calls();
		KV kv = this.shared.kv();
		return Answer
			.of(calls, plan.call(), kv.put(KeySpace.bytes(put.key()), put.value(), Operations.option(put)),
					TransactionOutcome::of)
			.orElse(KeepingPut::isMissing, () -> {
				this.shared.foundKeys().missed();
				return large ? create(plan, put) : eitherWay(plan.call(), put);
			});
	}

	private Answer<TransactionOutcome> create(TransactionPlan plan, Step.Put put) {
		CompletableFuture<TxnResponse> answer = this.shared.calls()
			.async(plan.call(),
					this.shared.kv()
						.txn()
						.If(TransactionPlan.absent(put.key()))
						.Then(Op.put(KeySpace.bytes(put.key()), put.value(), PutOption.DEFAULT))
						.commit());
		return Answer.of(plan.call(), answer.thenCompose((created) -> created.isSucceeded()
				? CompletableFuture.completedFuture(TransactionOutcome.ofPut(created)) : this.leaseReader.send(plan)));
	}

	private Answer<TransactionOutcome> eitherWay(EtcdCall call, Step.Put put) {
		return Answer.of(this.shared.calls(), call, Operations.keeping(this.shared.kv().txn(), put).commit(),
				this::outcome);
	}

	private TransactionOutcome outcome(TxnResponse answer) {
		if (answer.isSucceeded()) {
			this.shared.foundKeys().missed();
		}
		else {
			this.shared.foundKeys().found();
		}
		return TransactionOutcome.ofPut(answer);
	}

	private static boolean isMissing(Throwable failure) {
		Status status = Status.fromThrowable(failure);
		String text = status.getDescription();
		return failure instanceof EtcdInvalidArgumentException && text != null && text.contains(NO_SUCH_KEY);
	}

}
