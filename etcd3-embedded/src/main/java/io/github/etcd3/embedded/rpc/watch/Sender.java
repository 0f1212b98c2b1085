/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a source has, only while the client reads, in one task at a time: a gRPC
 * stream must not be used by two threads at once. Thread-safe.
 */
final class Sender {

	private static final Logger logger = LoggerFactory.getLogger(Sender.class);

	private final ServerCallStreamObserver<WatchResponse> call;

	private final Executor executor;

	private final Source source;

	private final AtomicInteger signals = new AtomicInteger();

	/** Only the sending task uses it: the parts of what it sends at present. */
	private final Queue<WatchResponse> parts = new ArrayDeque<>();

	private boolean ended;

	private @Nullable Status status;

	Sender(ServerCallStreamObserver<WatchResponse> call, Executor executor, Source source) {
		this.call = call;
		this.executor = executor;
		this.source = source;
	}

	/**
	 * Has the sending task look again, in a thread of the executor.
	 */
	void signal() {
		if (this.signals.getAndIncrement() == 0) {
			this.executor.execute(this::send);
		}
	}

	/**
	 * Sends nothing any more.
	 * @param status to end the stream with, or {@code null} if the client is gone
	 */
	void end(@Nullable Status status) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			this.status = status;
		}
		signal();
	}

	private void send() {
		int seen = this.signals.get();
		while (seen != 0) {
			try {
				sendWhileReady();
			}
			catch (RuntimeException ex) {
				logger.warn("A watch stream of the embedded etcd broke", ex);
				end(Status.INTERNAL.withDescription("embedded etcd: " + ex));
			}
			seen = this.signals.addAndGet(-seen);
		}
	}

	private void sendWhileReady() {
		while (!endIfAsked()) {
			if (this.source.takesRequest()) {
				this.call.request(1);
			}
			WatchResponse response = this.call.isReady() ? next() : null;
			if (response == null) {
				return;
			}
			this.call.onNext(response);
		}
	}

	private @Nullable WatchResponse next() {
		while (this.parts.isEmpty()) {
			List<WatchResponse> responses = this.source.next();
			if (responses == null) {
				return null;
			}
			this.parts.addAll(responses);
		}
		return this.parts.poll();
	}

	private boolean endIfAsked() {
		Status last;
		synchronized (this) {
			if (!this.ended) {
				return false;
			}
			last = this.status;
			this.status = null;
		}
		this.parts.clear();
		if (last != null) {
			this.call.onError(last.asRuntimeException());
		}
		return true;
	}

	/**
	 * What there is to send. Only the sending task asks, and it may take a while.
	 */
	interface Source {

		/**
		 * What to send next.
		 * @return responses, maybe none; {@code null} if there is nothing until the next
		 * signal
		 */
		@Nullable List<WatchResponse> next();

		/**
		 * Whether to take a request from the client; asked again and again, it says so
		 * once for each.
		 * @return whether to take one
		 */
		boolean takesRequest();

	}

}
