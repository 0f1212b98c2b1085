/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.rpc.Answers;

/**
 * Has passwords hashed by the member's worker: that takes milliseconds of computing, too
 * long for an event loop.
 */
final class Hashing implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 1;

	private final Executor worker;

	private boolean closed;

	Hashing(Executor worker) {
		this.worker = worker;
	}

	<A> void answer(StreamObserver<A> observer, Supplier<A> request) {
		if (!accept(() -> answerNow(observer, request))) {
			observer.onError(EtcdError.STOPPED.exception());
		}
	}

	private synchronized boolean accept(Runnable task) {
		if (!this.closed) {
			this.worker.execute(task);
		}
		return !this.closed;
	}

	private static <A> void answerNow(StreamObserver<A> observer, Supplier<A> request) {
		try {
			Answers.answer(observer, request);
		}
		catch (RuntimeException ex) {
			observer.onError(Status.UNKNOWN.withCause(ex).asRuntimeException());
		}
	}

	/**
	 * Lets those at hand have their answers, for a moment, and takes no more.
	 */
	@Override
	public void close() {
		CountDownLatch answered = new CountDownLatch(1);
		synchronized (this) {
			this.closed = true;
			this.worker.execute(answered::countDown);
		}
		try {
			answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
