/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Member;

/**
 * {@code Maintenance.Downgrade}, which jetcd's protos lack, in messages that have the
 * same fields: a number and a text in the request, a header and a text in the response.
 * Nothing is ever downgraded; as in a real cluster of one, enabling and cancelling take
 * effect and yet answer that the request timed out (a real one waits 7 s to say so).
 */
final class Downgrade {

	static final MethodDescriptor<com.google.rpc.Status, StatusResponse> METHOD = MethodDescriptor.<com.google.rpc.Status, StatusResponse>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName(MethodDescriptor.generateFullMethodName(MaintenanceGrpc.SERVICE_NAME, "Downgrade"))
		.setRequestMarshaller(ProtoUtils.marshaller(com.google.rpc.Status.getDefaultInstance()))
		.setResponseMarshaller(ProtoUtils.marshaller(StatusResponse.getDefaultInstance()))
		.build();

	private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+([-+].*)?)?");

	private static final int VALIDATE = 0;

	private static final int ENABLE = 1;

	private static final int CANCEL = 2;

	private final Member member;

	Downgrade(Member member) {
		this.member = member;
	}

	StatusResponse run(com.google.rpc.Status request) {
		return switch (request.getCode()) {
			case VALIDATE -> validate(request.getMessage());
			case ENABLE -> {
				validate(request.getMessage());
				this.member.members().downgrading(true);
				throw EtcdError.TIMEOUT.exception();
			}
			case CANCEL -> {
				if (!this.member.members().downgrading()) {
					throw EtcdError.NO_INFLIGHT_DOWNGRADE.exception();
				}
				this.member.members().downgrading(false);
				throw EtcdError.TIMEOUT.exception();
			}
			default -> throw Status.UNKNOWN.withDescription("etcdserver: unknown method").asRuntimeException();
		};
	}

	private StatusResponse validate(String version) {
		Matcher matcher = VERSION.matcher(version);
		if (!matcher.matches()) {
			throw EtcdError.WRONG_DOWNGRADE_VERSION_FORMAT.exception();
		}
		if (!"3".equals(matcher.group(1)) || !"4".equals(matcher.group(2))) {
			throw EtcdError.INVALID_DOWNGRADE_TARGET_VERSION.exception();
		}
		if (this.member.members().downgrading()) {
			throw EtcdError.DOWNGRADE_IN_PROCESS.exception();
		}
		return this.member.read(() -> StatusResponse.newBuilder()
			.setHeader(this.member.header())
			.setVersion(Member.CLUSTER_VERSION)
			.build());
	}

}
