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

	private volatile boolean ended;

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
	 */
	void end() {
		this.ended = true;
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
				this.ended = true;
				this.call.onError(Status.INTERNAL.withDescription("embedded etcd: " + ex).asRuntimeException());
			}
			seen = this.signals.addAndGet(-seen);
		}
	}

	private void sendWhileReady() {
		while (!this.ended) {
			if (this.source.takesRequest()) {
				this.call.request(1);
			}
			WatchResponse response = this.call.isReady() ? next() : null;
			if (response == null) {
				return;
			}
			this.call.onNext(response);
		}
		this.parts.clear();
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
