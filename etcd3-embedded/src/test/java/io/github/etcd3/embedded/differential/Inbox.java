/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/**
 * What comes from a stream, for a thread that waits for it.
 *
 * @param <T> what comes
 */
final class Inbox<T> implements StreamObserver<T> {

	private final BlockingQueue<Optional<T>> queue = new LinkedBlockingQueue<>();

	private volatile Status end;

	private boolean drained;

	@Override
	public void onNext(T value) {
		this.queue.add(Optional.of(value));
	}

	@Override
	public void onError(Throwable ex) {
		finish(Status.fromThrowable(ex));
	}

	@Override
	public void onCompleted() {
		finish(Status.OK);
	}

	private void finish(Status status) {
		this.end = status;
		this.queue.add(Optional.empty());
	}

	/**
	 * Waits for the next one.
	 * @return empty if it does not come in time, or the stream has ended
	 */
	Optional<T> next(Duration timeout) {
		if (this.drained) {
			return Optional.empty();
		}
		try {
			Optional<T> next = this.queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
			this.drained = next != null && next.isEmpty();
			return (next != null) ? next : Optional.empty();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a stream", ex);
		}
	}

	/**
	 * How the stream ended; empty as long as something may come.
	 */
	Optional<Status> end() {
		return this.drained ? Optional.of(this.end) : Optional.empty();
	}

}
