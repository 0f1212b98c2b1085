/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.rpc.Answers;
import io.github.etcd3.embedded.rpc.IdleThread;

/**
 * Where passwords are hashed. That takes milliseconds of computing: too long for an event
 * loop, and nothing for the JVM's common pool, which this JVM's clients may have filled
 * with their waiting for the answer.
 */
final class Hashing implements AutoCloseable {

	private static final long PATIENCE_SECONDS = 1;

	private final ExecutorService thread = IdleThread.named("etcd-embedded-auth");

	<A> void answer(StreamObserver<A> observer, Supplier<A> request) {
		try {
			this.thread.execute(() -> answerNow(observer, request));
		}
		catch (RejectedExecutionException ex) {
			observer.onError(EtcdError.STOPPED.exception());
		}
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
		this.thread.shutdown();
		try {
			this.thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
