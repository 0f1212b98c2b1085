/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/**
 * Keeps what a stream answers, and how it ends.
 *
 * @param <A> the answers
 */
final class Recorder<A> implements StreamObserver<A> {

	private static final long PATIENCE_SECONDS = 20;

	private final BlockingQueue<A> answers = new LinkedBlockingQueue<>();

	private final CompletableFuture<Status> end = new CompletableFuture<>();

	@Override
	public void onNext(A answer) {
		this.answers.add(answer);
	}

	@Override
	public void onError(Throwable ex) {
		this.end.complete(Status.fromThrowable(ex));
	}

	@Override
	public void onCompleted() {
		this.end.complete(Status.OK);
	}

	A next() {
		try {
			A answer = this.answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			if (answer == null) {
				throw new AssertionError("No answer; ended: " + this.end);
			}
			return answer;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	Status end() {
		return this.end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
	}

	boolean isOpen() {
		return !this.end.isDone();
	}

}
