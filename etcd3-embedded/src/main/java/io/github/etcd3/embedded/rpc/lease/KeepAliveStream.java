/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lease;

import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;

/**
 * One keep-alive stream: answers in the order of the requests, and takes no further
 * request from a client that doesn't read the answers. gRPC calls it from one thread at a
 * time.
 */
final class KeepAliveStream implements StreamObserver<LeaseKeepAliveRequest> {

	private final Member member;

	private final Caller caller;

	private final ServerCallStreamObserver<LeaseKeepAliveResponse> responses;

	private boolean failed;

	private boolean requested = true;

	KeepAliveStream(Member member, Caller caller, ServerCallStreamObserver<LeaseKeepAliveResponse> responses) {
		this.member = member;
		this.caller = caller;
		this.responses = responses;
	}

	void open() {
		this.responses.disableAutoRequest();
		this.responses.setOnReadyHandler(this::requestMore);
		this.responses.setOnCancelHandler(() -> this.failed = true);
		this.responses.request(1);
	}

	@Override
	public void onNext(LeaseKeepAliveRequest request) {
		if (this.failed) {
			return;
		}
		this.requested = false;
		try {
			this.responses.onNext(keepAlive(request.getID()));
			requestMore();
		}
		catch (StatusRuntimeException ex) {
			this.failed = true;
			this.responses.onError(ex);
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.failed = true;
	}

	@Override
	public void onCompleted() {
		if (!this.failed) {
			this.responses.onCompleted();
		}
	}

	/**
	 * The header is of the time before the renewal: else a client could see a lease
	 * renewed at a revision after the one that deleted its keys.
	 */
	private LeaseKeepAliveResponse keepAlive(long lease) {
		return this.member.write(() -> {
			ResponseHeader header = this.member.header();
			long ttl = this.member.leases().renew(this.caller, lease);
			return LeaseKeepAliveResponse.newBuilder().setHeader(header).setID(lease).setTTL(ttl).build();
		});
	}

	private void requestMore() {
		if (!this.requested && !this.failed && this.responses.isReady()) {
			this.requested = true;
			this.responses.request(1);
		}
	}

}
