/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.net.URI;
import java.util.List;

/**
 * Where one server listens, for as long as it exists: for clients, for its peers, and for
 * those who ask for its health.
 */
final class MemberAddresses {

	private final List<ReservedPort> ports;

	private final URI client;

	private final URI peer;

	private final URI metrics;

	MemberAddresses(ReservedPort client, ReservedPort peer, ReservedPort metrics, boolean tls) {
		this.ports = List.of(client, peer, metrics);
		this.client = url(tls ? "https" : "http", client);
		this.peer = url("http", peer);
		this.metrics = url("http", metrics);
	}

	private static URI url(String scheme, ReservedPort port) {
		return URI.create(scheme + "://127.0.0.1:" + port.number());
	}

	URI client() {
		return this.client;
	}

	URI peer() {
		return this.peer;
	}

	URI metrics() {
		return this.metrics;
	}

	List<String> arguments() {
		return List.of("--listen-client-urls=" + this.client, "--advertise-client-urls=" + this.client,
				"--listen-peer-urls=" + this.peer, "--listen-metrics-urls=" + this.metrics);
	}

	/** Keeps the ports from others while the server is down. */
	void hold() {
		this.ports.forEach(ReservedPort::hold);
	}

	/** Lets the server have the ports. */
	void release() {
		this.ports.forEach(ReservedPort::release);
	}

}
