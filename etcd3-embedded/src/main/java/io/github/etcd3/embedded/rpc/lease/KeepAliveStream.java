/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lease;

import java.util.function.Consumer;

import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;

/**
 * One keep-alive stream: answers in the order of the requests, and takes no further
 * request from a client that doesn't read the answers. Thread-safe, since a fault may end
 * it any time.
 */
final class KeepAliveStream implements StreamObserver<LeaseKeepAliveRequest> {

	private final Member member;

	private final Caller caller;

	private final ServerCallStreamObserver<LeaseKeepAliveResponse> responses;

	private final Consumer<KeepAliveStream> atEnd;

	private boolean ended;

	private boolean requested = true;

	KeepAliveStream(Member member, Caller caller, ServerCallStreamObserver<LeaseKeepAliveResponse> responses,
			Consumer<KeepAliveStream> atEnd) {
		this.member = member;
		this.caller = caller;
		this.responses = responses;
		this.atEnd = atEnd;
		responses.disableAutoRequest();
		responses.setOnReadyHandler(this::requestMore);
		responses.setOnCancelHandler(() -> this.atEnd.accept(this));
		responses.request(1);
	}

	@Override
	public synchronized void onNext(LeaseKeepAliveRequest request) {
		if (this.ended) {
			return;
		}
		this.requested = false;
		try {
			this.responses.onNext(keepAlive(request.getID()));
			requestMore();
		}
		catch (StatusRuntimeException ex) {
			end(ex.getStatus());
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.atEnd.accept(this);
	}

	@Override
	public synchronized void onCompleted() {
		if (!this.ended) {
			this.ended = true;
			this.atEnd.accept(this);
			this.responses.onCompleted();
		}
	}

	synchronized void end(Status status) {
		if (!this.ended) {
			this.ended = true;
			this.atEnd.accept(this);
			this.responses.onError(status.asRuntimeException());
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

	private synchronized void requestMore() {
		if (!this.requested && !this.ended && this.responses.isReady()) {
			this.requested = true;
			this.responses.request(1);
		}
	}

}
