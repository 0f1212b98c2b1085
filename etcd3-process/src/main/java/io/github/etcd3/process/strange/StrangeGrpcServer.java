/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process.strange;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Speaks gRPC, and does to the calls of some methods, or of all, what a test wants. The
 * others are passed on, byte by byte, to an etcd.
 */
public final class StrangeGrpcServer implements AutoCloseable {

	/** Messages as they are sent, whatever they mean. */
	public static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {

		@Override
		public InputStream stream(byte[] value) {
			return new ByteArrayInputStream(value);
		}

		@Override
		public byte[] parse(InputStream stream) {
			try {
				return stream.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	};

	private final Server server;

	private final @Nullable ManagedChannel etcd;

	private final Map<String, AtomicInteger> begun = new ConcurrentHashMap<>();

	private final AtomicInteger open = new AtomicInteger();

	private volatile Strangeness strangeness;

	/** Strange to each call of any method, for ever. */
	public StrangeGrpcServer(Behaviour behaviour) throws IOException {
		this(null, (method) -> true, behaviour);
	}

	/**
	 * Stands before an etcd.
	 * @param etcd answers the other methods
	 * @param methods by their full names, such as {@code etcdserverpb.Watch/Watch}
	 * @param behaviour what is done to their calls
	 */
	public StrangeGrpcServer(@Nullable URI etcd, Predicate<String> methods, Behaviour behaviour) throws IOException {
		this.strangeness = new Strangeness(methods, behaviour);
		this.etcd = (etcd != null)
				? NettyChannelBuilder.forAddress(etcd.getHost(), etcd.getPort()).usePlaintext().build() : null;
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.fallbackHandlerRegistry(new HandlerRegistry() {

				@Override
				public ServerMethodDefinition<?, ?> lookupMethod(String method, @Nullable String authority) {
					return ServerMethodDefinition.create(descriptor(method), StrangeGrpcServer.this::begin);
				}

			})
			.build()
			.start();
	}

	/** Behaves from now on: calls that begin are passed on. */
	public void heal() {
		this.strangeness = new Strangeness((method) -> false, (call) -> {
		});
	}

	/** Without a scheme. */
	public String endpoint() {
		return "127.0.0.1:" + this.server.getPort();
	}

	/** How many calls of a method were begun so far. */
	public int begun(String method) {
		return count(method).get();
	}

	/** How many calls neither side has ended. */
	public int open() {
		return this.open.get();
	}

	@Override
	public void close() {
		this.server.shutdownNow();
		if (this.etcd != null) {
			this.etcd.shutdownNow();
		}
	}

	/** As a call whose answer has one message ends. */
	public static void answer(ServerCall<byte[], byte[]> call, byte[] message) {
		call.sendMessage(message);
		call.close(Status.OK, new Metadata());
	}

	private static MethodDescriptor<byte[], byte[]> descriptor(String method) {
		return MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
			.setFullMethodName(method)
			.setType(MethodDescriptor.MethodType.BIDI_STREAMING)
			.build();
	}

	private AtomicInteger count(String method) {
		return this.begun.computeIfAbsent(method, (name) -> new AtomicInteger());
	}

	private ServerCall.Listener<byte[]> begin(ServerCall<byte[], byte[]> call, Metadata headers) {
		String method = call.getMethodDescriptor().getFullMethodName();
		count(method).incrementAndGet();
		this.open.incrementAndGet();
		call.request(Integer.MAX_VALUE);
		Strangeness now = this.strangeness;
		ManagedChannel channel = this.etcd;
		ServerCall.Listener<byte[]> listener = (channel == null || now.methods.test(method))
				? strange(call, now.behaviour) : passedOn(call, headers, channel);
		return new SimpleForwardingServerCallListener<>(listener) {

			@Override
			public void onCancel() {
				StrangeGrpcServer.this.open.decrementAndGet();
				super.onCancel();
			}

			@Override
			public void onComplete() {
				StrangeGrpcServer.this.open.decrementAndGet();
				super.onComplete();
			}

		};
	}

	private static ServerCall.Listener<byte[]> strange(ServerCall<byte[], byte[]> call, Behaviour behaviour) {
		return new ServerCall.Listener<>() {

			private boolean answered;

			@Override
			public void onMessage(byte[] message) {
				if (!this.answered) {
					this.answered = true;
					call.sendHeaders(new Metadata());
					behaviour.answer(call);
				}
			}

		};
	}

	private static ServerCall.Listener<byte[]> passedOn(ServerCall<byte[], byte[]> call, Metadata headers,
			ManagedChannel channel) {
		ClientCall<byte[], byte[]> passed = channel.newCall(descriptor(call.getMethodDescriptor().getFullMethodName()),
				CallOptions.DEFAULT);
		passed.start(new ClientCall.Listener<>() {

			@Override
			public void onHeaders(Metadata received) {
				call.sendHeaders(received);
			}

			@Override
			public void onMessage(byte[] message) {
				call.sendMessage(message);
			}

			@Override
			public void onClose(Status status, Metadata trailers) {
				call.close(status, trailers);
			}

		}, headers);
		passed.request(Integer.MAX_VALUE);
		return new ServerCall.Listener<>() {

			@Override
			public void onMessage(byte[] message) {
				passed.sendMessage(message);
			}

			@Override
			public void onHalfClose() {
				passed.halfClose();
			}

			@Override
			public void onCancel() {
				passed.cancel("The client has gone", null);
			}

		};
	}

	/**
	 * What is done to a call after its first message.
	 */
	@FunctionalInterface
	public interface Behaviour {

		/** Gets the call when its headers are sent; may answer later, on any thread. */
		void answer(ServerCall<byte[], byte[]> call);

	}

	private record Strangeness(Predicate<String> methods, Behaviour behaviour) {

	}

}
