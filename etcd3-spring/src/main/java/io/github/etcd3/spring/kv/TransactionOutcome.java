/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.stream.Stream;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.DeleteResponse;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.PutResponse;
import io.etcd.jetcd.kv.TxnResponse;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a {@link TransactionPlan}, whatever it was sent as.
 *
 * @param succeeded whether its conditions held
 * @param revision the cluster's revision
 * @param gets the answers to its reads, in order
 * @param deletes the answers to its deletes, in order
 * @param puts the answers to its puts
 */
record TransactionOutcome(boolean succeeded, long revision, List<GetResponse> gets, List<DeleteResponse> deletes,
		List<PutResponse> puts) {

	static TransactionOutcome of(PutResponse put) {
		return new TransactionOutcome(true, put.getHeader().getRevision(), List.of(), List.of(), List.of(put));
	}

	static TransactionOutcome of(DeleteResponse delete) {
		return new TransactionOutcome(true, delete.getHeader().getRevision(), List.of(), List.of(delete), List.of());
	}

	/** Of a put that is a transaction in itself, one branch for each kind of key. */
	static TransactionOutcome ofPut(TxnResponse answer) {
		return of(answer.getPutResponses().get(0));
	}

	static TransactionOutcome of(boolean succeeded, long revision, TxnResponse answer) {
		return new TransactionOutcome(succeeded, revision, answer.getGetResponses(), answer.getDeleteResponses(),
				Stream
					.concat(answer.getPutResponses().stream(),
							answer.getTxnResponses().stream().flatMap((nested) -> nested.getPutResponses().stream()))
					.toList());
	}

	/** How many keys were deleted. */
	long deleted() {
		return this.deletes.stream().mapToLong(DeleteResponse::getDeleted).sum();
	}

	/** The one entry that was read, replaced or deleted. */
	@Nullable KeyValue found() {
		for (GetResponse get : this.gets) {
			if (!get.getKvs().isEmpty()) {
				return get.getKvs().get(0);
			}
		}
		for (DeleteResponse delete : this.deletes) {
			if (!delete.getPrevKvs().isEmpty()) {
				return delete.getPrevKvs().get(0);
			}
		}
		for (PutResponse put : this.puts) {
			if (put.hasPrevKv()) {
				return put.getPrevKv();
			}
		}
		return null;
	}

}
