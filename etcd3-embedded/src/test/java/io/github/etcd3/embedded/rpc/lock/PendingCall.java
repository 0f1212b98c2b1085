/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/**
 * A unary call that may take long, and may be cancelled.
 *
 * @param <A> what it answers
 */
final class PendingCall<A> implements StreamObserver<A> {

	private static final long PATIENCE_SECONDS = 10;

	private final CompletableFuture<A> answer = new CompletableFuture<>();

	private final ClientCall<?, A> call;

	private PendingCall(ClientCall<?, A> call) {
		this.call = call;
	}

	static <Q, A> PendingCall<A> start(Channel channel, MethodDescriptor<Q, A> method, Q request) {
		ClientCall<Q, A> call = channel.newCall(method, CallOptions.DEFAULT);
		PendingCall<A> pending = new PendingCall<>(call);
		ClientCalls.asyncUnaryCall(call, request, pending);
		return pending;
	}

	void cancel() {
		this.call.cancel("cancelled by the test", null);
	}

	boolean isDone() {
		return this.answer.isDone();
	}

	/**
	 * Waits for the answer, or throws the failure.
	 */
	A answer() throws InterruptedException, TimeoutException {
		try {
			return this.answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw Status.fromThrowable(ex.getCause()).asRuntimeException();
		}
	}

	@Override
	public void onNext(A message) {
		this.answer.complete(message);
	}

	@Override
	public void onError(Throwable failure) {
		this.answer.completeExceptionally(failure);
	}

	@Override
	public void onCompleted() {
		// the answer was enough
	}

}
