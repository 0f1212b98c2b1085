/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.List;

import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * What is wrong with a request whatever the store holds (etcd's
 * {@code api/v3rpc/key.go}), in etcd's order.
 */
final class RequestChecks {

	private static final int MAX_OPERATIONS = 128;

	private RequestChecks() {
	}

	static void check(RangeRequest request) {
		if (request.getKey().isEmpty()) {
			throw EtcdError.EMPTY_KEY.exception();
		}
	}

	static void check(PutRequest request) {
		if (request.getKey().isEmpty()) {
			throw EtcdError.EMPTY_KEY.exception();
		}
		if (request.getIgnoreValue() && !request.getValue().isEmpty()) {
			throw EtcdError.VALUE_PROVIDED.exception();
		}
		if (request.getIgnoreLease() && request.getLease() != 0) {
			throw EtcdError.LEASE_PROVIDED.exception();
		}
	}

	static void check(DeleteRangeRequest request) {
		if (request.getKey().isEmpty()) {
			throw EtcdError.EMPTY_KEY.exception();
		}
	}

	static void check(TxnRequest request) {
		check(request, MAX_OPERATIONS);
		TxnOverlaps.check(request);
	}

	/**
	 * A nested transaction may have as many operations as its parents left over.
	 */
	private static void check(TxnRequest request, int maximum) {
		int operations = Math.max(request.getCompareCount(),
				Math.max(request.getSuccessCount(), request.getFailureCount()));
		if (operations > maximum) {
			throw EtcdError.TOO_MANY_OPS.exception();
		}
		for (Compare compare : request.getCompareList()) {
			if (compare.getKey().isEmpty()) {
				throw EtcdError.EMPTY_KEY.exception();
			}
		}
		check(request.getSuccessList(), maximum - operations);
		check(request.getFailureList(), maximum - operations);
	}

	private static void check(List<RequestOp> operations, int maximum) {
		for (RequestOp operation : operations) {
			switch (operation.getRequestCase()) {
				case REQUEST_RANGE -> check(operation.getRequestRange());
				case REQUEST_PUT -> check(operation.getRequestPut());
				case REQUEST_DELETE_RANGE -> check(operation.getRequestDeleteRange());
				case REQUEST_TXN -> check(operation.getRequestTxn(), maximum);
				default -> throw EtcdError.KEY_NOT_FOUND.exception();
			}
		}
	}

}
