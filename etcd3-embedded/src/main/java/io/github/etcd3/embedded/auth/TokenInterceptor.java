/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Finds out on whose behalf a call comes, and leaves it in {@link Caller#KEY}.
 */
public final class TokenInterceptor implements ServerInterceptor {

	private final AuthStore auth;

	/**
	 * Asks a store of users.
	 * @param auth the store
	 */
	public TokenInterceptor(AuthStore auth) {
		this.auth = auth;
	}

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
			ServerCallHandler<Q, A> next) {
		return Contexts.interceptCall(Context.current().withValue(Caller.KEY, Caller.NONE), call, headers, next);
	}

}
