/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthEnableResponse;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;

/**
 * Auth.AuthStatus, which jetcd's API does not have yet. Its messages are those of
 * AuthEnable, with two fields more in the answer.
 */
final class AuthStatusMethod {

	private static final int ENABLED = 2;

	private static final int REVISION = 3;

	private static final MethodDescriptor<AuthEnableRequest, AuthEnableResponse> METHOD = MethodDescriptor
		.<AuthEnableRequest, AuthEnableResponse>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName(MethodDescriptor.generateFullMethodName(AuthGrpc.SERVICE_NAME, "AuthStatus"))
		.setRequestMarshaller(ProtoUtils.marshaller(AuthEnableRequest.getDefaultInstance()))
		.setResponseMarshaller(ProtoUtils.marshaller(AuthEnableResponse.getDefaultInstance()))
		.build();

	private AuthStatusMethod() {
	}

	static ServerServiceDefinition addTo(ServerServiceDefinition generated,
			ServerCalls.UnaryMethod<AuthEnableRequest, AuthEnableResponse> status) {
		ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(AuthGrpc.SERVICE_NAME);
		for (ServerMethodDefinition<?, ?> method : generated.getMethods()) {
			service.addMethod(method);
		}
		return service.addMethod(METHOD, ServerCalls.asyncUnaryCall(status)).build();
	}

	static AuthEnableResponse answer(ResponseHeader header, boolean enabled, long revision) {
		UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
		if (enabled) {
			fields.addField(ENABLED, UnknownFieldSet.Field.newBuilder().addVarint(1).build());
		}
		fields.addField(REVISION, UnknownFieldSet.Field.newBuilder().addVarint(revision).build());
		return AuthEnableResponse.newBuilder().setHeader(header).setUnknownFields(fields.build()).build();
	}

}
