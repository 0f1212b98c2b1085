/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.lease.Lessor;
import io.github.etcd3.embedded.mvcc.KeyRange;
import io.github.etcd3.embedded.mvcc.MvccStore;
import io.github.etcd3.embedded.mvcc.ReadView;
import io.github.etcd3.embedded.mvcc.WriteTransaction;

/**
 * The branch of a transaction that runs, and so for the transactions within it: all
 * comparisons are made before anything is written, as etcd does.
 *
 * @param succeeded whether the comparisons held
 * @param operations what runs
 * @param nested the branches of the nested transactions among them, in their order
 */
record TxnBranch(boolean succeeded, List<RequestOp> operations, List<TxnBranch> nested) {

	/**
	 * Makes the comparisons.
	 * @param view where to compare
	 * @param request the transaction
	 * @return the branch to run
	 */
	static TxnBranch choose(ReadView view, TxnRequest request) {
		boolean succeeded = Comparisons.hold(view, request.getCompareList());
		List<RequestOp> operations = succeeded ? request.getSuccessList() : request.getFailureList();
		List<TxnBranch> nested = new ArrayList<>();
		for (RequestOp operation : operations) {
			if (operation.hasRequestTxn()) {
				nested.add(choose(view, operation.getRequestTxn()));
			}
		}
		return new TxnBranch(succeeded, operations, nested);
	}

	/**
	 * Refuses what could fail half-way: first all puts, then all reads.
	 * @param store the store before the transaction
	 * @param lessor tells which leases are there
	 */
	void check(MvccStore store, Lessor lessor) {
		forEachOperation((operation) -> {
			if (operation.hasRequestPut()) {
				check(store, lessor, operation.getRequestPut());
			}
		});
		forEachOperation((operation) -> {
			if (operation.hasRequestRange()) {
				check(store, operation.getRequestRange());
			}
		});
	}

	private void forEachOperation(Consumer<RequestOp> action) {
		Iterator<TxnBranch> branches = this.nested.iterator();
		for (RequestOp operation : this.operations) {
			if (operation.hasRequestTxn()) {
				branches.next().forEachOperation(action);
			}
			else {
				action.accept(operation);
			}
		}
	}

	private static void check(MvccStore store, Lessor lessor, PutRequest put) {
		if ((put.getIgnoreValue() || put.getIgnoreLease())
				&& store.range(KeyRange.of(put.getKey()), 0, 0, true).count() == 0) {
			throw EtcdError.KEY_NOT_FOUND.exception();
		}
		if (put.getLease() != 0 && !lessor.exists(put.getLease())) {
			throw EtcdError.LEASE_NOT_FOUND.exception();
		}
	}

	private static void check(MvccStore store, RangeRequest range) {
		if (range.getRevision() > store.revision()) {
			throw EtcdError.FUTURE_REV.exception();
		}
		if (range.getRevision() != 0 && range.getRevision() < store.compactedRevision()) {
			throw EtcdError.COMPACTED.exception();
		}
	}

	/**
	 * Runs a branch that only reads.
	 * @param view where to read
	 * @return the answer without a header
	 */
	TxnResponse.Builder read(ReadView view) {
		TxnResponse.Builder response = TxnResponse.newBuilder().setSucceeded(this.succeeded);
		for (RequestOp operation : this.operations) {
			response.addResponses(ResponseOp.newBuilder()
				.setResponseRange(RangeAnswer.of(view, operation.getRequestRange(), Headers.NESTED)));
		}
		return response;
	}

	/**
	 * Runs the branch; each operation sees what those before it wrote.
	 * @param write the write
	 * @return the answer without a header
	 */
	TxnResponse.Builder run(WriteTransaction write) {
		TxnResponse.Builder response = TxnResponse.newBuilder().setSucceeded(this.succeeded);
		Iterator<TxnBranch> branches = this.nested.iterator();
		for (RequestOp operation : this.operations) {
			ResponseOp.Builder answer = ResponseOp.newBuilder();
			switch (operation.getRequestCase()) {
				case REQUEST_RANGE ->
					answer.setResponseRange(RangeAnswer.of(write, operation.getRequestRange(), Headers.NESTED));
				case REQUEST_PUT -> answer.setResponsePut(Writes.put(write, operation.getRequestPut(), Headers.NESTED));
				case REQUEST_DELETE_RANGE -> answer
					.setResponseDeleteRange(Writes.delete(write, operation.getRequestDeleteRange(), Headers.NESTED));
				case REQUEST_TXN ->
					answer.setResponseTxn(branches.next().run(write).setHeader(ResponseHeader.getDefaultInstance()));
				default -> throw EtcdError.KEY_NOT_FOUND.exception();
			}
			response.addResponses(answer);
		}
		return response;
	}

}
