/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.CompactionResponse;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;

/**
 * The requests of the KV service, checked and carried out. Thread-safe: takes the
 * member's lock itself. Each method throws a {@link io.grpc.StatusRuntimeException} with
 * etcd's own error where etcd refuses.
 */
public final class KvRequests {

	private final Member member;

	/**
	 * Requests to a member.
	 * @param member the member
	 */
	public KvRequests(Member member) {
		this.member = member;
	}

	/**
	 * Reads.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public RangeResponse range(Caller caller, RangeRequest request) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Puts.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public PutResponse put(Caller caller, PutRequest request) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Deletes.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public DeleteRangeResponse deleteRange(Caller caller, DeleteRangeRequest request) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Runs a transaction.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public TxnResponse txn(Caller caller, TxnRequest request) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Compacts.
	 * @param caller who asks
	 * @param request the request
	 * @return the answer
	 */
	public CompactionResponse compact(Caller caller, CompactionRequest request) {
		throw new UnsupportedOperationException();
	}

}
