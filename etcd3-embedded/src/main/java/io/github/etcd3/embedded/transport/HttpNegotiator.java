/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;

import io.grpc.ServerCredentials;
import io.grpc.internal.ObjectPool;
import io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.InternalNettyServerCredentials;
import io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.ProtocolNegotiationEvent;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.AsciiString;

/**
 * Serves HTTP/1.1 beside gRPC on one port, as etcd does: the first bytes of a connection
 * tell which it is, before gRPC says anything.
 */
final class HttpNegotiator implements InternalProtocolNegotiator.ProtocolNegotiator {

	private static final byte[] HTTP2_PREFACE = "PRI * HTTP/2.0".getBytes(StandardCharsets.US_ASCII);

	private static final int MAXIMUM_BODY_BYTES = 64 * 1024;

	private final InternalProtocolNegotiator.ProtocolNegotiator grpc;

	private final HttpAnswers answers;

	private HttpNegotiator(InternalProtocolNegotiator.ProtocolNegotiator grpc, HttpAnswers answers) {
		this.grpc = grpc;
		this.answers = answers;
	}

	static ServerCredentials besideHttp(ServerCredentials credentials, HttpAnswers answers) {
		InternalProtocolNegotiator.ServerFactory factory = InternalNettyServerCredentials.toNegotiator(credentials);
		return InternalNettyServerCredentials.create(new InternalProtocolNegotiator.ServerFactory() {
			@Override
			public InternalProtocolNegotiator.ProtocolNegotiator newNegotiator(
					ObjectPool<? extends Executor> offloadExecutors) {
				return new HttpNegotiator(factory.newNegotiator(offloadExecutors), answers);
			}
		});
	}

	@Override
	public AsciiString scheme() {
		return this.grpc.scheme();
	}

	@Override
	public ChannelHandler newHandler(GrpcHttp2ConnectionHandler handler) {
		return new FirstBytes(handler);
	}

	@Override
	public void close() {
		this.grpc.close();
	}

	private final class FirstBytes extends ByteToMessageDecoder {

		private final GrpcHttp2ConnectionHandler handler;

		private ProtocolNegotiationEvent begin = InternalProtocolNegotiationEvent.getDefault();

		private FirstBytes(GrpcHttp2ConnectionHandler handler) {
			this.handler = handler;
		}

		/** What begins gRPC's own handshake waits for the bytes. */
		@Override
		public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
			if (event instanceof ProtocolNegotiationEvent negotiation) {
				this.begin = negotiation;
			}
			else {
				super.userEventTriggered(context, event);
			}
		}

		@Override
		protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
			int length = Math.min(in.readableBytes(), HTTP2_PREFACE.length);
			boolean preface = true;
			for (int i = 0; i < length && preface; i++) {
				preface = in.getByte(in.readerIndex() + i) == HTTP2_PREFACE[i];
			}
			if (!preface) {
				context.pipeline()
					.addAfter(context.name(), null, HttpNegotiator.this.answers.handler())
					.addAfter(context.name(), null, new HttpObjectAggregator(MAXIMUM_BODY_BYTES))
					.addAfter(context.name(), null, new HttpServerCodec());
				context.pipeline().remove(this);
			}
			else if (length == HTTP2_PREFACE.length) {
				context.pipeline().addAfter(context.name(), null, HttpNegotiator.this.grpc.newHandler(this.handler));
				context.fireUserEventTriggered(this.begin);
				context.pipeline().remove(this);
			}
		}

	}

}
