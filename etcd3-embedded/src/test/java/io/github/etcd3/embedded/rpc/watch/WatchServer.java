/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;

import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.WriteTransaction;

/**
 * A watch service on a port, with its member at hand, that counts what it hands to gRPC.
 */
final class WatchServer implements AutoCloseable {

	private final Member member = new Member();

	private final AtomicLong sentBytes = new AtomicLong();

	private final WatchService service;

	private final Server server;

	private final ManagedChannel channel;

	WatchServer() {
		this(WatchService.PROGRESS_INTERVAL);
	}

	WatchServer(Duration progressInterval) {
		this.service = new WatchService(this.member, progressInterval);
		try {
			this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
				.intercept(new Count())
				.addService(this.service)
				.build()
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.channel = WatchClient.connect(this.server.getPort());
	}

	ManagedChannel channel() {
		return this.channel;
	}

	WatchService service() {
		return this.service;
	}

	/** What was handed to gRPC so far, on all streams. */
	long sentBytes() {
		return this.sentBytes.get();
	}

	/** Puts a key, and answers the revision. */
	long put(String key, ByteString value) {
		return this.member.write(() -> {
			WriteTransaction write = this.member.store().write();
			write.put(ByteString.copyFromUtf8(key), value, 0);
			return write.end();
		});
	}

	long put(String key, String value) {
		return put(key, ByteString.copyFromUtf8(value));
	}

	void compact(long revision) {
		this.member.write(() -> {
			this.member.store().compact(revision);
			return revision;
		});
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
		this.service.close();
		this.server.shutdownNow();
		this.member.close();
	}

	private final class Count implements ServerInterceptor {

		@Override
		public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
				ServerCallHandler<Q, A> next) {
			return next.startCall(new SimpleForwardingServerCall<>(call) {

				@Override
				public void sendMessage(A message) {
					WatchServer.this.sentBytes.addAndGet(((MessageLite) message).getSerializedSize());
					super.sendMessage(message);
				}

			}, headers);
		}

	}

}
