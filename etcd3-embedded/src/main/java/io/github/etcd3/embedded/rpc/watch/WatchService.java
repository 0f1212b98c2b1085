/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Member;

/**
 * etcd's Watch service. A client that doesn't read holds up nobody else: its watches fall
 * behind, and read from the history what they missed. Thread-safe.
 */
public final class WatchService extends WatchGrpc.WatchImplBase implements AutoCloseable {

	/**
	 * How long etcd waits, while nothing happens, before it reports the revision to those
	 * who ask for it.
	 */
	public static final Duration PROGRESS_INTERVAL = Duration.ofMinutes(10);

	private static final int THREADS = 2;

	private final Member member;

	private final Watchers watchers = new Watchers();

	private final Set<WatchStream> streams = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor senders;

	private final Future<?> progress;

	private volatile boolean closed;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public WatchService(Member member) {
		this(member, PROGRESS_INTERVAL);
	}

	/**
	 * The service over a member, with an interval for the reports of progress.
	 * @param member the member
	 * @param progressInterval how long nothing must happen before progress is reported
	 */
	public WatchService(Member member, Duration progressInterval) {
		this.member = member;
		this.senders = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(task) -> {
					Thread thread = new Thread(task, "etcd-embedded-watch");
					thread.setDaemon(true);
					return thread;
				}, new ThreadPoolExecutor.DiscardPolicy());
		this.senders.allowCoreThreadTimeOut(true);
		this.progress = member.threads().repeat(this::reportProgress, progressInterval);
		member.addListener(this.watchers);
	}

	@Override
	public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> responses) {
		ServerCallStreamObserver<WatchResponse> call = (ServerCallStreamObserver<WatchResponse>) responses;
		Outbox outbox = new Outbox(this.member, call, this.senders);
		WatchStream stream = new WatchStream(this.member, this.watchers, outbox);
		call.disableAutoRequest();
		call.setOnReadyHandler(outbox::ready);
		call.setOnCancelHandler(() -> end(stream));
		call.setOnCloseHandler(() -> end(stream));
		this.streams.add(stream);
		if (this.closed) {
			end(stream);
			call.onError(EtcdError.STOPPED.exception());
		}
		else {
			outbox.requestNext();
		}
		return stream;
	}

	/**
	 * Forgets every watch, and hears of no more commits. The connections are cut by the
	 * server, which stops.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.member.removeListener(this.watchers);
		this.progress.cancel(false);
		this.streams.forEach(this::end);
		this.senders.shutdown();
	}

	/**
	 * Whether nobody watches anything.
	 * @return whether there is neither a stream nor a watch
	 */
	boolean isIdle() {
		return this.streams.isEmpty() && this.watchers.isEmpty();
	}

	private void end(WatchStream stream) {
		this.streams.remove(stream);
		stream.end();
	}

	private void reportProgress() {
		this.streams.forEach(WatchStream::reportProgress);
	}

}
