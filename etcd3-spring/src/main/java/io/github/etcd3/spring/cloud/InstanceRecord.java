/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a service's instance says of itself, as JSON under
 * {@code <prefix><service id>/<instance id>}.
 *
 * @param host where to reach it
 * @param port where to reach it
 * @param secure whether to use https
 * @param metadata what else it tells
 */
record InstanceRecord(String host, int port, Boolean secure, Map<String, String> metadata) {

	InstanceRecord(@Nullable String host, int port, @Nullable Boolean secure, @Nullable Map<String, String> metadata) {
		if (host == null || host.isBlank()) {
			throw new IllegalArgumentException("A service's instance has no host");
		}
		this.host = host;
		this.port = port;
		// Others, that are not this library, may leave these out.
		this.secure = Boolean.TRUE.equals(secure);
		this.metadata = (metadata != null) ? Map.copyOf(metadata) : Map.of();
	}

}
