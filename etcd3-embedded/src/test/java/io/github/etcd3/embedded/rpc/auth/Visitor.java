/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;

/**
 * Calls an etcd as one user after another, and writes down what it answers: the message,
 * or the code and text of the error, without what differs from server to server.
 */
final class Visitor implements AutoCloseable {

	static final String NOBODY = "nobody";

	private final ManagedChannel channel;

	private final Map<String, String> tokens = new HashMap<>();

	private Channel current;

	Visitor(URI endpoint) {
		this(NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort()).usePlaintext().build());
	}

	Visitor(ManagedChannel channel) {
		this.channel = channel;
		this.current = channel;
	}

	/**
	 * Logs in, and keeps the token for {@link #as}.
	 */
	String logIn(String user, String password) {
		AuthenticateRequest request = AuthenticateRequest.newBuilder().setName(user).setPassword(password).build();
		try {
			AuthenticateResponse response = unary(AuthGrpc.getAuthenticateMethod(), request);
			this.tokens.put(user, response.getToken());
			return shown(response);
		}
		catch (StatusRuntimeException ex) {
			return shown(ex);
		}
	}

	/**
	 * Goes on as a user with the last token he got, or as nobody if he got none.
	 */
	Visitor as(String user) {
		String token = this.tokens.get(user);
		return withHeaders((token != null) ? Map.of("token", token) : Map.of());
	}

	Visitor withHeaders(Map<String, String> headers) {
		Metadata metadata = new Metadata();
		headers.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
		this.current = ClientInterceptors.intercept(this.channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
		return this;
	}

	String tokenOf(String user) {
		return this.tokens.get(user);
	}

	<Q extends Message, A extends Message> A unary(MethodDescriptor<Q, A> method, Q request) {
		return ClientCalls.blockingUnaryCall(this.current, method, options(), request);
	}

	/**
	 * The answer of a method with one response.
	 */
	<Q extends Message, A extends Message> String call(MethodDescriptor<Q, A> method, Q request) {
		try {
			return shown(unary(method, request));
		}
		catch (StatusRuntimeException ex) {
			return shown(ex);
		}
	}

	/**
	 * The first response to the one request of a stream.
	 */
	<Q extends Message, A extends Message> String first(MethodDescriptor<Q, A> method, Q request) {
		try {
			Iterator<A> answers = ClientCalls.blockingServerStreamingCall(this.current,
					method.toBuilder().setType(MethodDescriptor.MethodType.SERVER_STREAMING).build(), options(),
					request);
			return answers.hasNext() ? shown(answers.next()) : "(ended)";
		}
		catch (StatusRuntimeException ex) {
			return shown(ex);
		}
	}

	private static CallOptions options() {
		return CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
	}

	private static String shown(StatusRuntimeException ex) {
		return ex.getStatus().getCode() + ": " + ex.getStatus().getDescription();
	}

	private static String shown(Message message) {
		Message.Builder builder = message.toBuilder();
		FieldDescriptor header = message.getDescriptorForType().findFieldByName("header");
		if (message.hasField(header)) {
			builder.setField(header,
					((ResponseHeader) message.getField(header)).toBuilder()
						.clearClusterId()
						.clearMemberId()
						.clearRaftTerm()
						.build());
		}
		String text = TextFormat.printer().emittingSingleLine(true).printToString(builder.build());
		return "OK: " + text.replaceAll("token: \"[a-zA-Z]{16}\\.\\d+\"", "token: (a token)")
			.replaceAll("(?<!granted)TTL: (9\\d\\d|1000)", "TTL: (nearly all)");
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

}
