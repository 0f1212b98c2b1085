/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.netty.NettyServerBuilder;

/**
 * Speaks gRPC, but is no etcd: to each call of any method it does what a test wants.
 */
public final class StrangeGrpcServer implements AutoCloseable {

	private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {

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

	public StrangeGrpcServer(Behaviour behaviour) throws IOException {
		this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
			.fallbackHandlerRegistry(new HandlerRegistry() {

				@Override
				public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
					return any(method, behaviour);
				}

			})
			.build()
			.start();
	}

	private static ServerMethodDefinition<byte[], byte[]> any(String method, Behaviour behaviour) {
		return ServerMethodDefinition.create(MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
			.setFullMethodName(method)
			.setType(MethodDescriptor.MethodType.BIDI_STREAMING)
			.build(), (call, headers) -> {
				call.request(Integer.MAX_VALUE);
				return new ServerCall.Listener<>() {

					@Override
					public void onMessage(byte[] message) {
						call.sendHeaders(new Metadata());
						behaviour.answer(call);
					}

				};
			});
	}

	public String endpoint() {
		return "127.0.0.1:" + this.server.getPort();
	}

	@Override
	public void close() {
		this.server.shutdownNow();
	}

	/**
	 * What is done to a call after its first message.
	 */
	@FunctionalInterface
	public interface Behaviour {

		void answer(ServerCall<byte[], byte[]> call);

	}

}
