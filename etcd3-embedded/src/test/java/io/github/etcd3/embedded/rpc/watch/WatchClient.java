/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCancelRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;

/**
 * A watch stream seen from the client: what comes waits in a queue, and it may stop
 * reading.
 */
final class WatchClient implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final BlockingQueue<Object> received = new LinkedBlockingQueue<>();

	private final ClientCall<WatchRequest, WatchResponse> call;

	private WatchClient(Channel channel, Metadata headers, int firstDemand) {
		this.call = channel.newCall(WatchGrpc.getWatchMethod(), CallOptions.DEFAULT);
		boolean greedy = firstDemand == Integer.MAX_VALUE;
		this.call.start(new ClientCall.Listener<>() {

			@Override
			public void onMessage(WatchResponse message) {
				WatchClient.this.received.add(message);
				if (greedy) {
					WatchClient.this.call.request(1);
				}
			}

			@Override
			public void onClose(Status status, Metadata trailers) {
				WatchClient.this.received.add(status);
			}

		}, headers);
		if (firstDemand > 0) {
			this.call.request(greedy ? 1 : firstDemand);
		}
	}

	/** Connects to a server of this machine; what it sends may be of any size. */
	static ManagedChannel connect(int port) {
		return NettyChannelBuilder.forAddress("127.0.0.1", port)
			.usePlaintext()
			.maxInboundMessageSize(Integer.MAX_VALUE)
			.build();
	}

	/** Reads all that comes. */
	static WatchClient open(Channel channel) {
		return open(channel, new Metadata());
	}

	static WatchClient open(Channel channel, Metadata headers) {
		return new WatchClient(channel, headers, Integer.MAX_VALUE);
	}

	/** Reads nothing until it is told to. */
	static WatchClient openWithoutReading(Channel channel) {
		return new WatchClient(channel, new Metadata(), 0);
	}

	void read(int responses) {
		this.call.request(responses);
	}

	WatchClient send(WatchRequest request) {
		this.call.sendMessage(request);
		return this;
	}

	WatchClient send(WatchCreateRequest.Builder create) {
		return send(WatchRequest.newBuilder().setCreateRequest(create).build());
	}

	/** Creates a watch, and takes the answer. */
	WatchResponse create(WatchCreateRequest.Builder create) {
		return send(create).next();
	}

	WatchClient cancel(long id) {
		return send(WatchRequest.newBuilder().setCancelRequest(WatchCancelRequest.newBuilder().setWatchId(id)).build());
	}

	WatchClient requestProgress() {
		return send(WatchRequest.newBuilder().setProgressRequest(WatchProgressRequest.getDefaultInstance()).build());
	}

	void halfClose() {
		this.call.halfClose();
	}

	/** The next response; fails if the stream ended or nothing comes for long. */
	WatchResponse next() {
		Object next = poll();
		if (next instanceof WatchResponse response) {
			return response;
		}
		throw new AssertionError("no response but " + next);
	}

	/** How the stream ended; fails if a response comes first. */
	Status end() {
		Object next = poll();
		if (next instanceof Status status) {
			return status;
		}
		throw new AssertionError("not ended but " + next);
	}

	/** How the stream ended, after whatever came before. */
	Status skipToEnd() {
		Object next = poll();
		while (!(next instanceof Status)) {
			next = poll();
		}
		return (Status) next;
	}

	private Object poll() {
		try {
			Object next = this.received.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
			if (next == null) {
				throw new AssertionError("nothing came for " + PATIENCE);
			}
			return next;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AssertionError(ex);
		}
	}

	@Override
	public void close() {
		this.call.cancel("the test is over", null);
	}

	static WatchCreateRequest.Builder key(String key) {
		return WatchCreateRequest.newBuilder().setKey(ByteString.copyFromUtf8(key));
	}

	static WatchCreateRequest.Builder range(String key, String end) {
		return key(key).setRangeEnd(ByteString.copyFromUtf8(end));
	}

	static WatchCreateRequest.Builder withId(WatchCreateRequest.Builder create, long id) {
		return with(create, 7, id);
	}

	static WatchCreateRequest.Builder inFragments(WatchCreateRequest.Builder create) {
		return with(create, 8, 1);
	}

	static boolean isFragment(WatchResponse response) {
		return response.getUnknownFields().getField(7).getVarintList().equals(List.of(1L));
	}

	private static WatchCreateRequest.Builder with(WatchCreateRequest.Builder create, int field, long value) {
		return create.setUnknownFields(create.getUnknownFields()
			.toBuilder()
			.mergeField(field, UnknownFieldSet.Field.newBuilder().addVarint(value).build())
			.build());
	}

	/** An event in short: {@code put key=value @revision}, with the value before. */
	static String text(Event event) {
		String what = switch (event.getType()) {
			case PUT -> "put " + event.getKv().getKey().toStringUtf8() + "=" + event.getKv().getValue().toStringUtf8();
			case DELETE -> "delete " + event.getKv().getKey().toStringUtf8();
			case UNRECOGNIZED -> throw new AssertionError(event);
		};
		return event.hasPrevKv() ? what + " (was " + event.getPrevKv().getValue().toStringUtf8() + ")" : what;
	}

	static List<String> texts(WatchResponse response) {
		return response.getEventsList().stream().map(WatchClient::text).toList();
	}

}
