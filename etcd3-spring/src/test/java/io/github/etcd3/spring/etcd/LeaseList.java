/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;

/**
 * What {@code etcdctl lease list} tells. Jetcd has neither the method nor its messages,
 * which are read by the numbers of their fields.
 */
public final class LeaseList {

	private static final MethodDescriptor<Empty, Empty> METHOD = MethodDescriptor.<Empty, Empty>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("etcdserverpb.Lease/LeaseLeases")
		.setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
		.setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
		.build();

	private static final int LEASES = 2;

	private static final int ID = 1;

	private LeaseList() {
	}

	public static Set<Long> of(URI endpoint) {
		ManagedChannel channel = ManagedChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort())
			.usePlaintext()
			.build();
		try {
			Empty response = ClientCalls.blockingUnaryCall(channel, METHOD,
					CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS), Empty.getDefaultInstance());
			return response.getUnknownFields()
				.getField(LEASES)
				.getLengthDelimitedList()
				.stream()
				.map(LeaseList::id)
				.collect(Collectors.toSet());
		}
		finally {
			channel.shutdownNow();
		}
	}

	private static Long id(ByteString status) {
		try {
			return UnknownFieldSet.parseFrom(status).getField(ID).getVarintList().get(0);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException("No LeaseStatus: " + status, ex);
		}
	}

}
