/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.fault;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * A call that can be broken off from another thread while its service goes on answering:
 * the service then finds it cancelled, as if the client had gone. gRPC's calls are not
 * thread-safe, hence the lock, which nothing waits under.
 *
 * @param <Q> the requests
 * @param <A> the answers
 */
final class BreakableCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

	private static final Status LOST = Status.UNAVAILABLE.withDescription("response lost by an injected fault");

	private final Faults faults;

	private final boolean needsLeader;

	private final boolean losesAnswer;

	private boolean ended;

	private volatile boolean broken;

	BreakableCall(ServerCall<Q, A> call, Faults faults, boolean needsLeader, boolean losesAnswer) {
		super(call);
		this.faults = faults;
		this.needsLeader = needsLeader;
		this.losesAnswer = losesAnswer;
		faults.opened(this);
	}

	boolean isOf(String method) {
		return method.equals(getMethodDescriptor().getFullMethodName());
	}

	boolean needsLeader() {
		return this.needsLeader;
	}

	synchronized void breakOff(Status status) {
		if (!this.ended) {
			this.broken = true;
			this.ended = true;
			super.close(status, new Metadata());
			this.faults.closed(this);
		}
	}

	@Override
	public synchronized void sendHeaders(Metadata headers) {
		if (!this.ended) {
			super.sendHeaders(headers);
		}
	}

	@Override
	public synchronized void sendMessage(A message) {
		if (this.losesAnswer) {
			breakOff(LOST);
		}
		else if (!this.ended) {
			super.sendMessage(message);
		}
	}

	@Override
	public synchronized void close(Status status, Metadata trailers) {
		if (this.losesAnswer) {
			breakOff(LOST);
		}
		else if (!this.ended) {
			this.ended = true;
			super.close(status, trailers);
			this.faults.closed(this);
		}
	}

	@Override
	public boolean isReady() {
		return !this.broken && super.isReady();
	}

	@Override
	public boolean isCancelled() {
		return this.broken || super.isCancelled();
	}

	ServerCall.Listener<Q> listener(ServerCall.Listener<Q> service) {
		return new SimpleForwardingServerCallListener<>(service) {

			@Override
			public void onMessage(Q message) {
				if (!BreakableCall.this.broken) {
					super.onMessage(message);
				}
			}

			@Override
			public void onHalfClose() {
				if (!BreakableCall.this.broken) {
					super.onHalfClose();
				}
			}

			@Override
			public void onComplete() {
				BreakableCall.this.faults.closed(BreakableCall.this);
				if (BreakableCall.this.broken) {
					super.onCancel();
				}
				else {
					super.onComplete();
				}
			}

			@Override
			public void onCancel() {
				BreakableCall.this.faults.closed(BreakableCall.this);
				super.onCancel();
			}

		};
	}

}
