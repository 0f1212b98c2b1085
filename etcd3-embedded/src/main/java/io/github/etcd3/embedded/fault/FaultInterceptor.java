/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.fault;

import java.time.Duration;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Member;

/**
 * Lets {@link Faults} happen to calls, and refuses what needs a leader while there is
 * none. Stands before every other interceptor.
 */
public final class FaultInterceptor implements ServerInterceptor {

	private static final Metadata.Key<String> REQUIRE_LEADER = Metadata.Key.of("hasleader",
			Metadata.ASCII_STRING_MARSHALLER);

	private final Member member;

	private final Faults faults;

	private final Duration patience;

	/**
	 * Faults of the calls to a member.
	 * @param member the member
	 * @param faults what is to go wrong
	 * @param patience how long a request waits for a leader
	 */
	public FaultInterceptor(Member member, Faults faults, Duration patience) {
		this.member = member;
		this.faults = faults;
		this.patience = patience;
	}

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
			ServerCallHandler<Q, A> next) {
		String method = call.getMethodDescriptor().getFullMethodName();
		Status failure = this.faults.takeFailure(method);
		if (failure != null) {
			return refuse(call, failure);
		}
		boolean requiresLeader = "true".equals(headers.get(REQUIRE_LEADER));
		if (requiresLeader && !this.member.leadership().held()) {
			return refuse(call, EtcdError.NO_LEADER.status());
		}
		boolean stream = call.getMethodDescriptor().getType() != MethodType.UNARY;
		boolean losesAnswer = this.faults.takeLoss(method);
		if (!stream && !losesAnswer) {
			return hold(call, method, next.startCall(call, headers));
		}
		boolean needsLeader = stream && (requiresLeader || LeaderNeed.ofStream(method));
		BreakableCall<Q, A> breakable = new BreakableCall<>(call, this.faults, needsLeader, losesAnswer);
		if (needsLeader && !this.member.leadership().held()) {
			breakable.breakOff(EtcdError.NO_LEADER.status());
		}
		return hold(breakable, method, breakable.listener(next.startCall(breakable, headers)));
	}

	private <Q> ServerCall.Listener<Q> hold(ServerCall<Q, ?> call, String method, ServerCall.Listener<Q> service) {
		ServerCall.Listener<Q> listener = service;
		if (!this.member.leadership().held() && LeaderNeed.of(method)) {
			HeldCall<Q> leaderless = HeldCall.leaderless(this.faults, this.member.threads(), call, listener,
					this.patience);
			if (this.member.leadership().held()) {
				leaderless.release();
			}
			listener = leaderless;
		}
		Duration delay = this.faults.delay(method);
		if (delay == null) {
			return listener;
		}
		HeldCall<Q> delayed = HeldCall.delayed(this.faults, this.member.threads(), call, listener, delay);
		if (this.faults.delay(method) == null) {
			delayed.release();
		}
		return delayed;
	}

	private <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, Status status) {
		call.close(status, new Metadata());
		return new ServerCall.Listener<>() {
		};
	}

}
