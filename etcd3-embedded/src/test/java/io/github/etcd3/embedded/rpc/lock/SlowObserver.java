/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.LeaderResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

import static io.github.etcd3.embedded.rpc.lock.Transcript.bytes;

/**
 * An observer of an election that takes an answer only when it is told to.
 */
final class SlowObserver extends ClientCall.Listener<LeaderResponse> {

	private static final long PATIENCE_SECONDS = 10;

	private final BlockingQueue<LeaderResponse> arrived = new LinkedBlockingQueue<>();

	private final BlockingQueue<Status> end = new LinkedBlockingQueue<>();

	private final ClientCall<LeaderRequest, LeaderResponse> call;

	private LeaderResponse last = LeaderResponse.getDefaultInstance();

	private SlowObserver(ClientCall<LeaderRequest, LeaderResponse> call) {
		this.call = call;
	}

	static SlowObserver of(Channel channel, String name) {
		SlowObserver observer = new SlowObserver(channel.newCall(ElectionGrpc.getObserveMethod(), CallOptions.DEFAULT));
		observer.call.start(observer, new Metadata());
		observer.call.sendMessage(LeaderRequest.newBuilder().setName(bytes(name)).build());
		observer.call.halfClose();
		return observer;
	}

	/**
	 * Reads until a value arrives.
	 * @return how many answers that were
	 */
	int readUntil(String value) throws InterruptedException {
		int read = 0;
		do {
			this.call.request(1);
			this.last = this.arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
			read++;
		}
		while (!this.last.getKv().getValue().equals(bytes(value)));
		return read;
	}

	LeaderResponse last() {
		return this.last;
	}

	String end() throws InterruptedException {
		return String.valueOf(this.end.poll(PATIENCE_SECONDS, TimeUnit.SECONDS).getCode());
	}

	@Override
	public void onMessage(LeaderResponse message) {
		this.arrived.add(message);
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.end.add(status);
	}

}
