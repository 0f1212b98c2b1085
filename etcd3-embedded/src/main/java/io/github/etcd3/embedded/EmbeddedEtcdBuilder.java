/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

/**
 * The settings of an {@link EmbeddedEtcd}. Not thread-safe.
 */
public final class EmbeddedEtcdBuilder {

	private int port;

	EmbeddedEtcdBuilder() {
	}

	/**
	 * The port to listen on.
	 * @param port the port; 0, the default, is any free one
	 * @return this
	 */
	public EmbeddedEtcdBuilder port(int port) {
		this.port = port;
		return this;
	}

	int port() {
		return this.port;
	}

	/**
	 * Starts the server.
	 * @return the server, ready to serve
	 */
	public EmbeddedEtcd start() {
		return new EmbeddedEtcd(this);
	}

}
