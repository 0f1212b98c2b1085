/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import io.grpc.ServerCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param host the address of the interface, or {@code 0.0.0.0} or {@code ::} for all
 * @param port the port; 0 is any free one
 * @param credentials the certificate, or {@code null} for plain text
 */
public record ServerSettings(String host, int port, @Nullable ServerCredentials credentials) {

	ServerSettings onPort(int given) {
		return new ServerSettings(this.host, given, this.credentials);
	}

	String clientUrl() {
		String reachable = switch (this.host) {
			case "0.0.0.0" -> "127.0.0.1";
			case "::" -> "[::1]";
			default -> (this.host.indexOf(':') >= 0 && !this.host.startsWith("[")) ? "[" + this.host + "]" : this.host;
		};
		return ((this.credentials != null) ? "https://" : "http://") + reachable + ":" + this.port;
	}

}
