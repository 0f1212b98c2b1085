/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.WatchGrpc;
import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallInterceptorTests {

	private final AtomicInteger unreached = new AtomicInteger();

	private final CallInterceptor interceptor = new CallInterceptor(Duration.ofSeconds(5), Runnable::run,
			new CallInterceptor.Reachability() {

				@Override
				public void reached() {
				}

				@Override
				public void unreached() {
					CallInterceptorTests.this.unreached.incrementAndGet();
				}

			});

	private CallOptions given = CallOptions.DEFAULT;

	private CallOptions received = CallOptions.DEFAULT;

	@Test
	void a_unary_call_has_a_deadline_and_a_stream_has_none() {
		outcome(KVGrpc.getRangeMethod(), Status.OK, true);
		assertThat(this.received.getDeadline().timeRemaining(TimeUnit.SECONDS)).isBetween(1L, 5L);
		outcome(WatchGrpc.getWatchMethod(), Status.OK, true);
		assertThat(this.received.getDeadline()).isNull();
	}

	@Test
	void a_connection_that_broke_is_unavailable_whatever_grpc_calls_it() {
		assertThat(outcome(KVGrpc.getRangeMethod(), Status.UNKNOWN.withDescription("channel closed"), true).getCode())
			.isEqualTo(Status.Code.UNAVAILABLE);
		IOException broken = new ClosedChannelException();
		assertThat(outcome(KVGrpc.getRangeMethod(), Status.UNKNOWN.withCause(broken), true).getCode())
			.isEqualTo(Status.Code.UNAVAILABLE);
		assertThat(
				outcome(KVGrpc.getRangeMethod(), Status.UNKNOWN.withDescription("etcdserver: no luck"), true).getCode())
			.isEqualTo(Status.Code.UNKNOWN);
	}

	@Test
	void a_call_that_no_connection_took_is_marked() {
		Status failed = outcome(KVGrpc.getPutMethod(), Status.UNAVAILABLE, false);
		assertThat(FailureStatus.unsent(failed.asRuntimeException())).isTrue();
		assertThat(this.unreached).hasValue(1);
	}

	@Test
	void a_call_that_a_connection_took_may_have_arrived() {
		Status failed = outcome(KVGrpc.getPutMethod(), Status.UNAVAILABLE, true);
		assertThat(FailureStatus.unsent(failed.asRuntimeException())).isFalse();
		assertThat(this.unreached).hasValue(0);
	}

	@Test
	void a_call_to_one_member_fails_fast_and_says_nothing_of_the_others() {
		this.given = CallOptions.DEFAULT.withWaitForReady();
		outcome(MaintenanceGrpc.getStatusMethod(), Status.UNAVAILABLE, false);
		assertThat(this.received.isWaitForReady()).isFalse();
		assertThat(this.unreached).hasValue(0);
	}

	/** What the caller is told when the transport ends the call so. */
	private <Q, R> Status outcome(MethodDescriptor<Q, R> method, Status status, boolean sent) {
		AtomicReference<Status> told = new AtomicReference<>();
		this.interceptor.interceptCall(method, this.given, new FakeChannel(status, sent))
			.start(new ClientCall.Listener<>() {

				@Override
				public void onClose(Status closed, Metadata trailers) {
					told.set(closed);
				}

			}, new Metadata());
		return told.get();
	}

	/**
	 * Ends each call as it starts.
	 */
	private final class FakeChannel extends Channel {

		private final Status status;

		private final boolean sent;

		FakeChannel(Status status, boolean sent) {
			this.status = status;
			this.sent = sent;
		}

		@Override
		public String authority() {
			return "etcd";
		}

		@Override
		public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions callOptions) {
			CallInterceptorTests.this.received = callOptions;
			return new ClientCall<>() {

				@Override
				public void start(Listener<R> listener, Metadata headers) {
					if (FakeChannel.this.sent) {
						callOptions.getStreamTracerFactories()
							.forEach((factory) -> factory
								.newClientStreamTracer(ClientStreamTracer.StreamInfo.newBuilder().build(), headers)
								.streamCreated(Attributes.EMPTY, headers));
					}
					listener.onClose(FakeChannel.this.status, new Metadata());
				}

				@Override
				public void request(int count) {
				}

				@Override
				public void cancel(String message, Throwable cause) {
				}

				@Override
				public void halfClose() {
				}

				@Override
				public void sendMessage(Q message) {
				}

			};
		}

	}

}
