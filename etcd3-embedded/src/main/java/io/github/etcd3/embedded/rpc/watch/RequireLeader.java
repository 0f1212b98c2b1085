/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Finds out which calls want to end when the member has no leader.
 */
public final class RequireLeader implements ServerInterceptor {

	/**
	 * Whether the client of the call at hand wants a leader.
	 */
	public static final Context.Key<Boolean> KEY = Context.keyWithDefault("etcd-require-leader", false);

	private static final Metadata.Key<String> HEADER = Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER);

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
			ServerCallHandler<Q, A> next) {
		Context context = Context.current().withValue(KEY, "true".equals(headers.get(HEADER)));
		return Contexts.interceptCall(context, call, headers, next);
	}

}
