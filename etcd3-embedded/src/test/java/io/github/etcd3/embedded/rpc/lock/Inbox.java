/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/**
 * What a stream tells, noted in a transcript when it is taken.
 *
 * @param <T> the messages
 */
final class Inbox<T extends Message> implements StreamObserver<T> {

	private static final long PATIENCE_SECONDS = 10;

	private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();

	private volatile boolean ended;

	private boolean endTaken;

	private final Transcript transcript;

	private final String name;

	Inbox(Transcript transcript, String name) {
		this.transcript = transcript;
		this.name = name;
	}

	void take(int count) throws InterruptedException {
		for (int i = 0; i < count; i++) {
			String next = this.arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			this.transcript.note(this.name + ": " + next);
			this.endTaken = this.ended && this.arrived.isEmpty();
		}
	}

	/**
	 * Takes the end, unless it was taken already.
	 */
	void takeEnd() throws InterruptedException {
		if (!this.endTaken) {
			take(1);
		}
	}

	@Override
	public void onNext(T message) {
		this.arrived.add(this.transcript.text(message));
	}

	@Override
	public void onError(Throwable failure) {
		this.ended = true;
		this.arrived.add(Transcript.text(Status.fromThrowable(failure)));
	}

	@Override
	public void onCompleted() {
		this.ended = true;
		this.arrived.add("completed");
	}

}
