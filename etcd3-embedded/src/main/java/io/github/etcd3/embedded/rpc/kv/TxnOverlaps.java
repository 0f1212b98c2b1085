/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * Refuses a transaction that may put a key twice, or put and delete it, by etcd's rules
 * ({@code checkIntervals} in {@code api/v3rpc/key.go}) with all they overlook: a nested
 * transaction may delete what an earlier sibling put, and a deletion "from the key on"
 * overlaps with nothing.
 */
final class TxnOverlaps {

	private final Set<ByteString> puts = new HashSet<>();

	private final List<KeyRange> deletes = new ArrayList<>();

	private TxnOverlaps() {
	}

	static void check(TxnRequest request) {
		of(request.getSuccessList());
		of(request.getFailureList());
	}

	private static TxnOverlaps of(List<RequestOp> operations) {
		TxnOverlaps overlaps = new TxnOverlaps();
		for (RequestOp operation : operations) {
			if (operation.hasRequestDeleteRange()) {
				overlaps.addDelete(operation.getRequestDeleteRange());
			}
		}
		for (RequestOp operation : operations) {
			if (operation.hasRequestTxn()) {
				overlaps.addTxn(operation.getRequestTxn());
			}
		}
		for (RequestOp operation : operations) {
			if (operation.hasRequestPut()) {
				overlaps.addPut(operation.getRequestPut().getKey(), Set.of());
			}
		}
		return overlaps;
	}

	private void addDelete(DeleteRangeRequest delete) {
		KeyRange range = new KeyRange(delete.getKey(), delete.getRangeEnd());
		if (!range.isUnbounded()) {
			this.deletes.add(range);
		}
	}

	private void addTxn(TxnRequest request) {
		TxnOverlaps success = of(request.getSuccessList());
		TxnOverlaps failure = of(request.getFailureList());
		success.puts.forEach((key) -> addPut(key, Set.of()));
		// Only one of the two branches runs, so both may put the same key.
		failure.puts.forEach((key) -> addPut(key, success.puts));
		this.deletes.addAll(success.deletes);
		this.deletes.addAll(failure.deletes);
	}

	private void addPut(ByteString key, Set<ByteString> alternatives) {
		if (!this.puts.add(key) && !alternatives.contains(key)) {
			throw EtcdError.DUPLICATE_KEY.exception();
		}
		for (KeyRange delete : this.deletes) {
			if (delete.contains(key)) {
				throw EtcdError.DUPLICATE_KEY.exception();
			}
		}
	}

}
