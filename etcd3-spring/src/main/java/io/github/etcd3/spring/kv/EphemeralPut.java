/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.Txn;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.session.SessionLease;

/**
 * Puts a key again on a new lease, never over somebody else's. Repeating it does no harm:
 * what an earlier attempt wrote is recognised by the lease, which nobody else uses.
 */
final class EphemeralPut {

	private final EtcdCalls calls;

	EphemeralPut(EtcdCalls calls) {
		this.calls = calls;
	}

	/**
	 * Puts a key again.
	 * @return the key as it is now, {@code null} if somebody else has it
	 */
	CompletableFuture<@Nullable EphemeralKey> on(SessionLease lease, EphemeralKey key) {
		EtcdCall call = EtcdCall.write("put again of ephemeral", key.name());
		ByteSequence name = KeySpace.bytes(key.name());
		Op put = Op.put(name, key.value(), PutOption.builder().withLeaseId(lease.id()).build());
		Cmp untouched = TransactionPlan.revision(key.name(), key.modRevision());
		Op ifAbsent = Op.txn(new Cmp[] { TransactionPlan.absent(key.name()) }, new Op[] { put },
				new Op[] { Op.get(name, GetOption.DEFAULT) });
		Txn txn = this.calls.client().getKVClient().txn();
		Fence fence = key.fence();
		if (fence == null) {
			txn = txn.If(untouched).Then(put).Else(ifAbsent);
			return Answer.then(Answer.limited(this.calls, call, txn.commit()),
					(answer) -> written(answer, answer, lease, key));
		}
		txn = txn
			.If(new Cmp(KeySpace.bytes(fence.key()), Cmp.Op.EQUAL, CmpTarget.createRevision(fence.token().value())))
			.Then(Op.txn(new Cmp[] { untouched }, new Op[] { put }, new Op[] { ifAbsent }));
		return Answer.then(Answer.limited(this.calls, call, txn.commit()),
				(answer) -> answer.isSucceeded() ? written(answer, answer.getTxnResponses().get(0), lease, key) : null);
	}

	private static @Nullable EphemeralKey written(TxnResponse outer, TxnResponse answer, SessionLease lease,
			EphemeralKey key) {
		if (answer.isSucceeded() || answer.getTxnResponses().get(0).isSucceeded()) {
			return key.on(lease, outer.getHeader().getRevision());
		}
		GetResponse found = answer.getTxnResponses().get(0).getGetResponses().get(0);
		KeyValue present = found.getKvs().get(0);
		return (present.getLease() == lease.id() && present.getValue().equals(key.value()))
				? key.on(lease, present.getModRevision()) : null;
	}

	/** Deletes a key that should not have been put again. Its lease ends it otherwise. */
	void takeBack(EphemeralKey key) {
		EtcdCall call = EtcdCall.write("delete of ephemeral", key.name());
		Answer.limited(this.calls, call,
				this.calls.client()
					.getKVClient()
					.txn()
					.If(TransactionPlan.revision(key.name(), key.modRevision()))
					.Then(Op.delete(KeySpace.bytes(key.name()), DeleteOption.DEFAULT))
					.commit());
	}

}
