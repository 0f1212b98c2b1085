/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lease;

import com.google.protobuf.Empty;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.lease.Lease;
import io.github.etcd3.embedded.lease.Lessor;
import io.github.etcd3.embedded.member.Member;

import static io.github.etcd3.embedded.rpc.Answers.answer;

/**
 * etcd's Lease service. No subclass of the generated base, whose definition is final and
 * knows no {@code LeaseLeases}.
 */
public final class LeaseService implements BindableService, LeaseGrpc.AsyncService {

	private final Member member;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public LeaseService(Member member) {
		this.member = member;
	}

	@Override
	public ServerServiceDefinition bindService() {
		ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(LeaseGrpc.SERVICE_NAME);
		for (ServerMethodDefinition<?, ?> method : LeaseGrpc.bindService(this).getMethods()) {
			definition.addMethod(method);
		}
		return definition.addMethod(LeaseLeases.METHOD, ServerCalls.asyncUnaryCall(this::leaseLeases)).build();
	}

	@Override
	public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> this.member.write(() -> {
			Lease lease = this.member.leases().grant(caller, request.getID(), request.getTTL());
			return LeaseGrantResponse.newBuilder()
				.setHeader(this.member.header())
				.setID(lease.id())
				.setTTL(lease.ttl())
				.build();
		}));
	}

	@Override
	public void leaseRevoke(LeaseRevokeRequest request, StreamObserver<LeaseRevokeResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> this.member.write(() -> {
			this.member.leases().revoke(caller, request.getID());
			return LeaseRevokeResponse.newBuilder().setHeader(this.member.header()).build();
		}));
	}

	@Override
	public void leaseTimeToLive(LeaseTimeToLiveRequest request, StreamObserver<LeaseTimeToLiveResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> this.member.read(() -> timeToLive(caller, request)));
	}

	@Override
	public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(StreamObserver<LeaseKeepAliveResponse> observer) {
		KeepAliveStream stream = new KeepAliveStream(this.member, Caller.KEY.get(),
				(ServerCallStreamObserver<LeaseKeepAliveResponse>) observer);
		stream.open();
		return stream;
	}

	private void leaseLeases(Empty request, StreamObserver<LeaseRevokeResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> this.member.read(() -> {
			this.member.leases().requireUser(caller);
			this.member.lessor().all().forEach((lease) -> this.member.leases().requireRead(caller, lease.id()));
			return LeaseLeases.response(this.member.header(), this.member.lessor().all());
		}));
	}

	private LeaseTimeToLiveResponse timeToLive(Caller caller, LeaseTimeToLiveRequest request) {
		this.member.leases().requireUser(caller);
		if (request.getKeys()) {
			this.member.leases().requireRead(caller, request.getID());
		}
		LeaseTimeToLiveResponse.Builder response = LeaseTimeToLiveResponse.newBuilder()
			.setHeader(this.member.header())
			.setID(request.getID());
		Lessor lessor = this.member.lessor();
		Lease lease = lessor.find(request.getID());
		if (lease == null) {
			return response.setTTL(-1).build();
		}
		response.setTTL(lessor.remaining(lease)).setGrantedTTL(lease.ttl());
		if (request.getKeys()) {
			response.addAllKeys(lease.keys());
		}
		return response.build();
	}

}
