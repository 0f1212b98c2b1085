/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.net.URI;
import java.net.URISyntaxException;
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
		if (host == null || !isHost(host)) {
			throw new IllegalArgumentException("A service's instance has no host that can be reached");
		}
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("A service's instance has no port from 1 to 65535");
		}
		this.host = host;
		this.port = port;
		// Others, that are not this library, may leave these out.
		this.secure = Boolean.TRUE.equals(secure);
		this.metadata = (metadata != null) ? Map.copyOf(metadata) : Map.of();
	}

	/** Whether it can stand in the URI that is made of it. */
	static boolean isHost(String host) {
		try {
			return host.equals(new URI("http://" + host).getRawAuthority());
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

}
