/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The plain HTTP port on which a server tells its health and metrics, whatever the TLS
 * settings of its client port.
 */
final class MetricsEndpoint {

	private static final Duration TIMEOUT = Duration.ofSeconds(2);

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.proxy(HttpClient.Builder.NO_PROXY)
		.build();

	private final URI base;

	MetricsEndpoint(URI base) {
		this.base = base;
	}

	/**
	 * Whether the server has just answered a linearizable read. A full database, which is
	 * read all the same, does not count.
	 * @return {@code false} also if nobody answers within 2 s
	 */
	boolean isHealthy() {
		return get("/health?exclude=NOSPACE").contains("\"health\":\"true\"");
	}

	/**
	 * Whether the server leads its cluster now. A leader that was deposed while it was
	 * paused notices with its next linearizable read, so that one is asked first.
	 * @return {@code false} also if nobody answers within 2 s
	 */
	boolean isLeader() {
		return isHealthy() && get("/metrics").lines().anyMatch("etcd_server_is_leader 1"::equals);
	}

	private String get(String path) {
		HttpRequest request = HttpRequest.newBuilder(this.base.resolve(path)).timeout(TIMEOUT).build();
		try {
			return HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
		}
		catch (IOException ex) {
			return "";
		}
		catch (InterruptedException ex) {
			throw Waiting.interrupted(ex);
		}
	}

}
