/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import io.grpc.Context;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a request says it comes. Nothing is checked yet: as in etcd, the token
 * is looked up where a permission is, so that the errors come in etcd's order, and a
 * stream that lives longer than its token is refused what it asks for next.
 *
 * @param token the token as it came, or {@code null} if there was none
 * @param certificateName the common name of the verified client certificate; {@code null}
 * without one, empty if it has none
 */
public record Caller(@Nullable String token, @Nullable String certificateName) {

	/**
	 * Nobody: a request with neither token nor certificate.
	 */
	public static final Caller NONE = new Caller(null, null);

	/**
	 * Where the interceptor leaves the caller of the request at hand.
	 */
	public static final Context.Key<Caller> KEY = Context.keyWithDefault("etcd-caller", NONE);

	@Override
	public String toString() {
		return "Caller[token=" + ((this.token != null) ? "(given)" : "(none)") + ", certificateName="
				+ this.certificateName + "]";
	}

}
