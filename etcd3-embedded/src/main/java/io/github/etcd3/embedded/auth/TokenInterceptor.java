/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/**
 * Finds out on whose behalf a call says it comes, and leaves it in {@link Caller#KEY}.
 * The token is in the header {@code token}, or else in {@code authorization}; the header
 * counts before a client certificate.
 */
public final class TokenInterceptor implements ServerInterceptor {

	private static final Metadata.Key<String> TOKEN = key("token");

	private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

	/**
	 * Requests of etcd's HTTP gateway: the certificate would be the gateway's own.
	 */
	private static final Metadata.Key<String> GATEWAY = key("grpcgateway-accept");

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
			ServerCallHandler<Q, A> next) {
		String token = headers.containsKey(TOKEN) ? first(headers, TOKEN) : first(headers, AUTHORIZATION);
		String certificateName = headers.containsKey(GATEWAY) ? null
				: CertificateName.of(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
		Caller caller = (token != null || certificateName != null) ? new Caller(token, certificateName) : Caller.NONE;
		return Contexts.interceptCall(Context.current().withValue(Caller.KEY, caller), call, headers, next);
	}

	private static @Nullable String first(Metadata headers, Metadata.Key<String> key) {
		Iterable<String> values = headers.getAll(key);
		return (values != null) ? values.iterator().next() : null;
	}

	private static Metadata.Key<String> key(String name) {
		return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
	}

}
