/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * Whether a caller may do what a KV request asks for (etcd's {@code apply_auth.go}). To
 * be used under the member's lock; throws etcd's error if not.
 */
final class KvPermissions {

	private final Member member;

	KvPermissions(Member member) {
		this.member = member;
	}

	void check(Caller caller, RangeRequest request) {
		requireRead(caller, request.getKey(), request.getRangeEnd());
	}

	/**
	 * A put that hangs its key on a lease needs the permission to write the other keys of
	 * the lease: whoever may not write them may not revoke the lease either.
	 */
	void check(Caller caller, PutRequest request) {
		if (!this.member.auth().enabled()) {
			return;
		}
		this.member.auth().requireWrite(caller, KeyRange.of(request.getKey()));
		this.member.leases().requireWrite(caller, request.getLease());
		if (request.getPrevKv()) {
			requireRead(caller, request.getKey(), ByteString.EMPTY);
		}
	}

	void check(Caller caller, DeleteRangeRequest request) {
		this.member.auth().requireWrite(caller, new KeyRange(request.getKey(), request.getRangeEnd()));
		if (request.getPrevKv()) {
			requireRead(caller, request.getKey(), request.getRangeEnd());
		}
	}

	/**
	 * Looks at both branches, taken or not.
	 */
	void check(Caller caller, TxnRequest request) {
		if (!this.member.auth().enabled()) {
			return;
		}
		// A wrong token is refused even where nothing needs a permission.
		this.member.auth().nameOf(caller);
		for (Compare compare : request.getCompareList()) {
			requireRead(caller, compare.getKey(), compare.getRangeEnd());
		}
		check(caller, request.getSuccessList());
		check(caller, request.getFailureList());
	}

	private void check(Caller caller, List<RequestOp> operations) {
		for (RequestOp operation : operations) {
			switch (operation.getRequestCase()) {
				case REQUEST_RANGE -> check(caller, operation.getRequestRange());
				case REQUEST_PUT -> check(caller, operation.getRequestPut());
				case REQUEST_DELETE_RANGE -> check(caller, operation.getRequestDeleteRange());
				case REQUEST_TXN -> check(caller, operation.getRequestTxn());
				default -> {
					// An operation that is none has nothing to permit.
				}
			}
		}
	}

	private void requireRead(Caller caller, ByteString key, ByteString rangeEnd) {
		this.member.auth().requireRead(caller, new KeyRange(key, rangeEnd));
	}

}
