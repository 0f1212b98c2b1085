/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;

import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Steps in jetcd's terms.
 */
final class Operations {

	private static final Op[] NONE = {};

	private static final PutOption KEEPING = PutOption.builder().withLeaseId(EtcdCalls.KEEP_LEASE).build();

	private static final PutOption KEEPING_PREVIOUS = PutOption.builder()
		.withLeaseId(EtcdCalls.KEEP_LEASE)
		.withPrevKV()
		.build();

	private static final PutOption PREVIOUS = PutOption.builder().withPrevKV().build();

	private Operations() {
	}

	static Op[] of(List<Step> steps) {
		return steps.stream().map(Operations::of).toArray(Op[]::new);
	}

	private static Op of(Step step) {
		if (step instanceof Step.Put put) {
			return put.keepsUnknownLease() ? keeping(put) : plain(put);
		}
		if (step instanceof Step.Delete delete) {
			return Op.delete(delete.start(), delete.option());
		}
		return Op.get(KeySpace.bytes(((Step.Get) step).key()), GetOption.DEFAULT);
	}

	private static Op plain(Step.Put put) {
		return Op.put(KeySpace.bytes(put.key()), put.value(), option(put));
	}

	/** If there is no such key, put it, else put it with the lease that it has. */
	static Op.TxnOp keeping(Step.Put put) {
		ByteSequence key = KeySpace.bytes(put.key());
		return Op.txn(new Cmp[] { TransactionPlan.absent(put.key()) },
				new Op[] { Op.put(key, put.value(), PutOption.DEFAULT) },
				new Op[] { Op.put(key, put.value(), option(put)) });
	}

	/** The same as a transaction. */
	static Txn keeping(Txn txn, Step.Put put) {
		ByteSequence key = KeySpace.bytes(put.key());
		return txn.If(TransactionPlan.absent(put.key()))
			.Then(Op.put(key, put.value(), PutOption.DEFAULT))
			.Else(Op.put(key, put.value(), option(put)));
	}

	static PutOption option(Step.Put put) {
		if (put.lease() instanceof Step.Lease.Of lease && lease.id() != 0) {
			PutOption.Builder option = PutOption.builder().withLeaseId(lease.id());
			return put.previous() ? option.withPrevKV().build() : option.build();
		}
		if (put.lease() instanceof Step.Lease.Kept) {
			return put.previous() ? KEEPING_PREVIOUS : KEEPING;
		}
		return put.previous() ? PREVIOUS : PutOption.DEFAULT;
	}

	static Op[] none() {
		return NONE;
	}

}
