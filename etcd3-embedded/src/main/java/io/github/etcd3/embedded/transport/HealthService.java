/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import com.google.protobuf.Int32Value;
import com.google.protobuf.StringValue;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * gRPC's health service as etcd registers it: the server as a whole, whose name is empty,
 * serves while it runs. Its two messages are, on the wire, those of a wrapped string and
 * a wrapped number, so that no class of the health protocol is needed.
 */
final class HealthService {

	private static final String NAME = "grpc.health.v1.Health";

	private static final Int32Value SERVING = Int32Value.of(1);

	private static final Int32Value SERVICE_UNKNOWN = Int32Value.of(3);

	private HealthService() {
	}

	static ServerServiceDefinition definition() {
		return ServerServiceDefinition.builder(NAME)
			.addMethod(method("Check", MethodType.UNARY), ServerCalls.asyncUnaryCall(HealthService::check))
			.addMethod(method("Watch", MethodType.SERVER_STREAMING),
					ServerCalls.asyncServerStreamingCall(HealthService::watch))
			.build();
	}

	private static MethodDescriptor<StringValue, Int32Value> method(String name, MethodType type) {
		return MethodDescriptor.<StringValue, Int32Value>newBuilder()
			.setType(type)
			.setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, name))
			.setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
			.setResponseMarshaller(ProtoUtils.marshaller(Int32Value.getDefaultInstance()))
			.build();
	}

	private static void check(StringValue service, StreamObserver<Int32Value> observer) {
		if (service.getValue().isEmpty()) {
			observer.onNext(SERVING);
			observer.onCompleted();
		}
		else {
			observer.onError(Status.NOT_FOUND.withDescription("unknown service").asRuntimeException());
		}
	}

	/** The stream stays open: the status changes only with the end of the server. */
	private static void watch(StringValue service, StreamObserver<Int32Value> observer) {
		observer.onNext(service.getValue().isEmpty() ? SERVING : SERVICE_UNKNOWN);
	}

}
