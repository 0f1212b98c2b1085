/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.function.Supplier;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.rpc.kv.KvRequests;

/**
 * The requests that locks and elections are made of. etcd makes them through its own
 * client, which keeps an error's text and loses its code: so every failure is UNKNOWN.
 */
final class ClientRequests {

	private static final long SESSION_TTL = 60;

	private final Member member;

	private final KvRequests requests;

	ClientRequests(Member member) {
		this.member = member;
		this.requests = new KvRequests(member);
	}

	/**
	 * The lease of a session. A lease that is named is not looked up, and one that is
	 * granted is not kept alive: etcd gives the session up before it takes the lock.
	 * @param caller who asks
	 * @param lease the id of a lease, or 0 to have one granted
	 * @return the id of the lease
	 */
	long session(Caller caller, long lease) {
		return (lease != 0) ? lease : unknown(() -> this.member.leases().grant(caller, 0, SESSION_TTL).id());
	}

	RangeResponse range(Caller caller, RangeRequest request) {
		return unknown(() -> this.requests.range(caller, request));
	}

	TxnResponse txn(Caller caller, TxnRequest request) {
		return unknown(() -> this.requests.txn(caller, request));
	}

	DeleteRangeResponse delete(Caller caller, ByteString key) {
		return unknown(() -> this.requests.deleteRange(caller, DeleteRangeRequest.newBuilder().setKey(key).build()));
	}

	static StatusRuntimeException unknown(String text) {
		return Status.UNKNOWN.withDescription(text).asRuntimeException();
	}

	private static <T> T unknown(Supplier<T> request) {
		try {
			return request.get();
		}
		catch (StatusRuntimeException ex) {
			throw Status.UNKNOWN.withDescription(ex.getStatus().getDescription()).withCause(ex).asRuntimeException();
		}
	}

}
