/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientStreamTracer;
import io.grpc.Context;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Gives each unary call a deadline and our executor, and finds out whether a failed call
 * was sent at all: only then is a write's outcome unknown.
 */
final class CallInterceptor implements ClientInterceptor {

	private static final Duration DEFRAGMENT_TIMEOUT = Duration.ofMinutes(2);

	/** Calls for which jetcd opens a channel of its own, to one member. */
	private static final Set<String> PRIVATE_CHANNEL = Set.of("etcdserverpb.Maintenance/Status",
			"etcdserverpb.Maintenance/HashKV", "etcdserverpb.Maintenance/Defragment");

	private final Duration requestTimeout;

	private final Executor executor;

	private final Reachability reachability;

	CallInterceptor(Duration requestTimeout, Executor executor, Reachability reachability) {
		this.requestTimeout = requestTimeout;
		this.executor = executor;
		this.reachability = reachability;
	}

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		SentTracer tracer = new SentTracer();
		CallOptions ours = options.withExecutor(this.executor).withStreamTracerFactory(tracer);
		Duration timeout = timeout(method, options);
		if (timeout != null) {
			ours = ours.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		boolean shared = !PRIVATE_CHANNEL.contains(method.getFullMethodName());
		// A new channel to one member can't wait for another member to be ready.
		ClientCall<Q, R> call = shared ? detached(method, ours, next)
				: next.newCall(method, ours.withoutWaitForReady());
		boolean unary = method.getType() == MethodType.UNARY;
		return new SimpleForwardingClientCall<>(call) {

			private @Nullable OutcomeListener<R> outcome;

			@Override
			public void start(Listener<R> listener, Metadata headers) {
				OutcomeListener<R> started = new OutcomeListener<>(listener, tracer, shared);
				this.outcome = started;
				super.start(started, headers);
			}

			@Override
			public void sendMessage(Q message) {
				if (unary && this.outcome != null) {
					this.outcome.check = new AnswerCheck<>(message);
				}
				super.sendMessage(message);
			}

		};
	}

	private static <Q, R> ClientCall<Q, R> detached(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		Context context = CallTimeout.detached();
		Context previous = context.attach();
		try {
			return next.newCall(method, options);
		}
		finally {
			context.detach(previous);
		}
	}

	private @Nullable Duration timeout(MethodDescriptor<?, ?> method, CallOptions options) {
		Duration own = CallTimeout.current();
		if (own != null) {
			return own;
		}
		if (method.getType() != MethodType.UNARY || options.getDeadline() != null) {
			return null;
		}
		return method.getFullMethodName().endsWith("/Defragment") ? DEFRAGMENT_TIMEOUT : this.requestTimeout;
	}

	/**
	 * Is told whether calls get through to any endpoint.
	 */
	interface Reachability {

		void reached();

		void unreached();

	}

	private static final class SentTracer extends ClientStreamTracer.Factory {

		private volatile boolean sent;

		@Override
		public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
			return new ClientStreamTracer() {

				@Override
				public void streamCreated(Attributes transport, Metadata sentHeaders) {
					SentTracer.this.sent = true;
				}

			};
		}

	}

	private final class OutcomeListener<R> extends SimpleForwardingClientCallListener<R> {

		private final SentTracer tracer;

		private final boolean shared;

		/** Set before the request is sent; none for a stream. */
		private volatile @Nullable AnswerCheck<R> check;

		OutcomeListener(ClientCall.Listener<R> delegate, SentTracer tracer, boolean shared) {
			super(delegate);
			this.tracer = tracer;
			this.shared = shared;
		}

		@Override
		public void onHeaders(Metadata headers) {
			CallInterceptor.this.reachability.reached();
			super.onHeaders(headers);
		}

		@Override
		public void onMessage(R message) {
			AnswerCheck<R> kept = this.check;
			if (kept != null) {
				kept.received(message);
			}
			else {
				super.onMessage(message);
			}
		}

		@Override
		public void onClose(Status closed, Metadata trailers) {
			AnswerCheck<R> kept = this.check;
			Status status = (kept != null) ? kept.judge(closed) : closed;
			R answer = (kept != null) ? kept.answer() : null;
			if (status.isOk() && answer != null) {
				super.onMessage(answer);
			}
			boolean unsent = !status.isOk() && !this.tracer.sent && status.getCode() != Status.Code.UNAUTHENTICATED;
			if (unsent && this.shared) {
				CallInterceptor.this.reachability.unreached();
			}
			Status told = isBrokenConnection(status)
					? Status.UNAVAILABLE.withDescription(status.getDescription()).withCause(status.getCause()) : status;
			super.onClose(unsent ? told.withCause(new UnsentCallException(status.getCause())) : told, trailers);
		}

		/**
		 * gRPC leaves some of them unknown; nobody would repeat a read then.
		 */
		private static boolean isBrokenConnection(Status status) {
			return status.getCode() == Status.Code.UNKNOWN
					&& (status.getCause() instanceof IOException || "channel closed".equals(status.getDescription()));
		}

	}

}
