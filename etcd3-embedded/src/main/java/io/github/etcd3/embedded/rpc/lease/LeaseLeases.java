/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lease;

import java.util.List;

import com.google.protobuf.Empty;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

import io.github.etcd3.embedded.lease.Lease;

/**
 * {@code LeaseLeases}, which jetcd's protos lack, in messages that they have: its request
 * has no field, and its response has the header as {@code LeaseRevokeResponse} has it,
 * and a repeated second field whose messages hold an id as {@code LeaseRevokeRequest}
 * does.
 */
final class LeaseLeases {

	static final MethodDescriptor<Empty, LeaseRevokeResponse> METHOD = MethodDescriptor
		.<Empty, LeaseRevokeResponse>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName(MethodDescriptor.generateFullMethodName(LeaseGrpc.SERVICE_NAME, "LeaseLeases"))
		.setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
		.setResponseMarshaller(ProtoUtils.marshaller(LeaseRevokeResponse.getDefaultInstance()))
		.build();

	private static final int LEASES = 2;

	private LeaseLeases() {
	}

	static LeaseRevokeResponse response(ResponseHeader header, List<Lease> leases) {
		UnknownFieldSet.Field.Builder statuses = UnknownFieldSet.Field.newBuilder();
		for (Lease lease : leases) {
			statuses.addLengthDelimited(LeaseRevokeRequest.newBuilder().setID(lease.id()).build().toByteString());
		}
		return LeaseRevokeResponse.newBuilder()
			.setHeader(header)
			.setUnknownFields(UnknownFieldSet.newBuilder().addField(LEASES, statuses.build()).build())
			.build();
	}

}
