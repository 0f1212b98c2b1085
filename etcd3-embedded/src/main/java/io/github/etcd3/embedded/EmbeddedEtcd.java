/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.net.URI;

import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.transport.EtcdServer;

/**
 * An etcd v3 server inside this JVM: one member, in memory, for tests and development. It
 * answers as etcd 3.5 does; its data dies with it, so it is never for production. Several
 * can run in one JVM, independent of each other. Thread-safe.
 */
public final class EmbeddedEtcd implements AutoCloseable {

	private final Member member = new Member();

	private final EtcdServer server;

	EmbeddedEtcd(EmbeddedEtcdBuilder settings) {
		this.server = EtcdServer.start(this.member, settings.port());
	}

	/**
	 * Starts a server on a free port of the loopback interface.
	 * @return the server, ready to serve
	 */
	public static EmbeddedEtcd start() {
		return builder().start();
	}

	/**
	 * Starts with the settings of a server.
	 * @return the settings, to be changed
	 */
	public static EmbeddedEtcdBuilder builder() {
		return new EmbeddedEtcdBuilder();
	}

	/**
	 * Where clients find it.
	 * @return for instance {@code http://127.0.0.1:34567}; {@code https} with TLS
	 */
	public URI endpoint() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * The port it listens on.
	 * @return the port, the same also after a restart
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Makes something go wrong; when it returns, it has begun, and what happens once has
	 * happened.
	 * @param fault what
	 * @throws IllegalArgumentException if the fault names something that isn't there
	 */
	public void inject(Fault fault) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends every fault that lasts: delays, what waits for the next call, NOSPACE, a lost
	 * leader, unavailability, a stopped clock.
	 */
	public void heal() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Deletes every key that hangs on no lease, ends every fault, disarms the alarms and
	 * turns authentication off, between tests that share a server. What hangs on a lease
	 * stays: it belongs to the session of a running application, which would take its
	 * loss for a fault. Revisions go on.
	 */
	public void clear() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Cuts every connection, and forgets the data. Does nothing when closed before.
	 */
	@Override
	public void close() {
		this.server.stop();
		this.member.close();
	}

}
