/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import io.etcd.jetcd.api.AuthEnableResponse;
import io.etcd.jetcd.api.MemberListRequest;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/**
 * Methods of etcd 3.5 that jetcd's protos lack. A message with a header and nothing else
 * stands in for theirs: the other fields are unknown ones, and compared as such.
 */
final class Methods {

	static final MethodDescriptor<MemberListRequest, AuthEnableResponse> LEASE_LEASES = method(
			"etcdserverpb.Lease/LeaseLeases");

	static final MethodDescriptor<MemberListRequest, AuthEnableResponse> AUTH_STATUS = method(
			"etcdserverpb.Auth/AuthStatus");

	static final MethodDescriptor<MemberListRequest, AuthEnableResponse> DOWNGRADE = method(
			"etcdserverpb.Maintenance/Downgrade");

	private Methods() {
	}

	private static MethodDescriptor<MemberListRequest, AuthEnableResponse> method(String name) {
		return MethodDescriptor
			.newBuilder(ProtoUtils.marshaller(MemberListRequest.getDefaultInstance()),
					ProtoUtils.marshaller(AuthEnableResponse.getDefaultInstance()))
			.setType(MethodDescriptor.MethodType.UNARY)
			.setFullMethodName(name)
			.build();
	}

}
