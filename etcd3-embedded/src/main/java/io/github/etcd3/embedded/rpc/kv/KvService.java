/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.function.BiFunction;

import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.CompactionResponse;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.rpc.Answers;

/**
 * etcd's KV service.
 */
public final class KvService extends KVGrpc.KVImplBase {

	private final KvRequests requests;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public KvService(Member member) {
		this.requests = new KvRequests(member);
	}

	@Override
	public void range(RangeRequest request, StreamObserver<RangeResponse> observer) {
		answer(this.requests::range, request, observer);
	}

	@Override
	public void put(PutRequest request, StreamObserver<PutResponse> observer) {
		answer(this.requests::put, request, observer);
	}

	@Override
	public void deleteRange(DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> observer) {
		answer(this.requests::deleteRange, request, observer);
	}

	@Override
	public void txn(TxnRequest request, StreamObserver<TxnResponse> observer) {
		answer(this.requests::txn, request, observer);
	}

	@Override
	public void compact(CompactionRequest request, StreamObserver<CompactionResponse> observer) {
		answer(this.requests::compact, request, observer);
	}

	private static <Q, A> void answer(BiFunction<Caller, Q, A> method, Q request, StreamObserver<A> observer) {
		Caller caller = Caller.KEY.get();
		Answers.answer(observer, () -> method.apply(caller, request));
	}

}
