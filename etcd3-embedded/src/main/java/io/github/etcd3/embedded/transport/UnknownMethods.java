/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.io.InputStream;
import java.util.Set;

import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of methods that etcd doesn't have in the words of grpc-go.
 */
final class UnknownMethods extends HandlerRegistry {

	private static final Set<String> SERVICES = Set.of("etcdserverpb.KV", "etcdserverpb.Watch", "etcdserverpb.Lease",
			"etcdserverpb.Cluster", "etcdserverpb.Maintenance", "etcdserverpb.Auth", "v3lockpb.Lock",
			"v3electionpb.Election", "grpc.health.v1.Health");

	@Override
	public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
		MethodDescriptor<InputStream, InputStream> method = MethodDescriptor.<InputStream, InputStream>newBuilder()
			.setType(MethodType.UNKNOWN)
			.setFullMethodName(name)
			.setRequestMarshaller(Unread.INSTANCE)
			.setResponseMarshaller(Unread.INSTANCE)
			.build();
		return ServerMethodDefinition.create(method, (call, headers) -> {
			call.close(Status.UNIMPLEMENTED.withDescription(describe(name)), new Metadata());
			return new ServerCall.Listener<>() {
			};
		});
	}

	private static String describe(String name) {
		int slash = name.lastIndexOf('/');
		if (slash < 0) {
			return "malformed method name: \"/" + name + "\"";
		}
		String service = name.substring(0, slash);
		return SERVICES.contains(service) ? "unknown method " + name.substring(slash + 1) + " for service " + service
				: "unknown service " + service;
	}

	private enum Unread implements MethodDescriptor.Marshaller<InputStream> {

		INSTANCE;

		@Override
		public InputStream stream(InputStream value) {
			return value;
		}

		@Override
		public InputStream parse(InputStream stream) {
			return stream;
		}

	}

}
