/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a request comes.
 *
 * @param user the name of the user, or {@code null} of one without a token
 * @param revision the revision of the store of users at which the token was given
 */
public record Caller(@Nullable String user, long revision) {

	/**
	 * Nobody: a request without a token.
	 */
	public static final Caller NONE = new Caller(null, 0);

	/**
	 * Where the interceptor leaves the caller of the request at hand.
	 */
	public static final Context.Key<Caller> KEY = Context.keyWithDefault("etcd-caller", NONE);

}
