/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link CallObserver} of each call of a client, and of each time that jetcd
 * sends one once more. jetcd repeats on a thread of its own, where nothing is left of the
 * caller's context: that is how a repeat is known.
 */
final class ObservedCalls implements ClientInterceptor {

	/** Whether the call that is being started was sent. */
	private static final Context.Key<AtomicBoolean> SENT = Context.key("etcd3-call-sent");

	/** What jetcd does by itself to log in. */
	private static final String LOGIN = "etcdserverpb.Auth/Authenticate";

	/** jetcd's names of methods where etcd's differ. */
	private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("get", "Range"),
			Map.entry("delete", "DeleteRange"), Map.entry("commit", "Txn"), Map.entry("grant", "LeaseGrant"),
			Map.entry("revoke", "LeaseRevoke"), Map.entry("timeToLive", "LeaseTimeToLive"),
			Map.entry("keepAliveOnce", "LeaseKeepAlive"), Map.entry("listMember", "MemberList"),
			Map.entry("addMember", "MemberAdd"), Map.entry("removeMember", "MemberRemove"),
			Map.entry("updateMember", "MemberUpdate"), Map.entry("listAlarms", "Alarm"),
			Map.entry("alarmDisarm", "Alarm"), Map.entry("defragmentMember", "Defragment"),
			Map.entry("statusMember", "Status"));

	private final CallObserver observer;

	ObservedCalls(CallObserver observer) {
		this.observer = observer;
	}

	/** The context for the thread on which jetcd starts a call of this one. */
	static Context carriedTo(Context context) {
		AtomicBoolean sent = SENT.get();
		return (sent != null) ? context.withValue(SENT, sent) : context;
	}

	/**
	 * Begins a call on this thread.
	 * @param method jetcd's name of it
	 * @return to be closed when the call was made, on the same thread
	 */
	Beginning begin(String method) {
		if (this.observer == CallObserver.NONE) {
			return Beginning.UNOBSERVED;
		}
		String name = NAMES.get(method);
		return new Beginning(this.observer
			.started((name != null) ? name : Character.toUpperCase(method.charAt(0)) + method.substring(1)));
	}

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		if (method.getType() == MethodType.UNARY && !method.getFullMethodName().equals(LOGIN)) {
			AtomicBoolean sent = SENT.get();
			if (sent == null || sent.getAndSet(true)) {
				this.observer.repeated(String.valueOf(method.getBareMethodName()));
			}
		}
		return next.newCall(method, options);
	}

	/**
	 * While a call is being made.
	 */
	static final class Beginning implements AutoCloseable {

		static final Beginning UNOBSERVED = new Beginning();

		private final CallObserver.@Nullable Call call;

		private final @Nullable Context context;

		private final @Nullable Context previous;

		private boolean made;

		private Beginning() {
			this.call = null;
			this.context = null;
			this.previous = null;
		}

		private Beginning(CallObserver.Call call) {
			this.call = call;
			this.context = Context.current().withValue(SENT, new AtomicBoolean());
			this.previous = this.context.attach();
		}

		/** The call was made, and ends with this future. */
		void made(CompletableFuture<?> answer) {
			CallObserver.Call observed = this.call;
			if (observed != null) {
				this.made = true;
				answer.whenComplete((value, failure) -> observed.ended(outcome(failure), failure));
			}
		}

		@Override
		public void close() {
			if (this.call != null && this.context != null && this.previous != null) {
				this.context.detach(this.previous);
				if (!this.made) {
					// jetcd threw instead.
					this.call.ended(Status.Code.UNKNOWN.name(), null);
				}
			}
		}

		private static String outcome(@Nullable Throwable failure) {
			if (failure == null) {
				return CallObserver.Call.SUCCESS;
			}
			if (failure instanceof CancellationException || failure instanceof ClosedClientException) {
				return Status.Code.CANCELLED.name();
			}
			if (failure instanceof TimeoutException) {
				return Status.Code.DEADLINE_EXCEEDED.name();
			}
			Status status = FailureStatus.of(failure);
			return ((status != null) ? status.getCode() : Status.Code.UNKNOWN).name();
		}

	}

}
