/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.net.URI;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.embedded.fault.Faults;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.transport.EtcdServer;
import io.github.etcd3.embedded.transport.ServerSettings;

/**
 * An etcd v3 server inside this JVM: one member, in memory, for tests and development. It
 * answers as etcd 3.5 does; its data dies with it, so it is never for production. Several
 * can run in one JVM, independent of each other. Thread-safe.
 */
public final class EmbeddedEtcd implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedEtcd.class);

	private final Member member = new Member();

	private final EtcdServer server;

	private final FaultInjection injection;

	EmbeddedEtcd(ServerSettings settings) {
		Faults faults = new Faults();
		try {
			this.server = EtcdServer.start(this.member, faults, settings);
		}
		catch (RuntimeException ex) {
			this.member.close();
			throw ex;
		}
		this.injection = new FaultInjection(this.member, faults, this.server);
		logger.warn("EMBEDDED ETCD at {}: in memory, a single member, for tests and development."
				+ " NEVER FOR PRODUCTION: its data dies with this JVM.", endpoint());
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
		return this.server.endpoint();
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
	 * @throws IllegalArgumentException if the fault names something that isn't there, or
	 * a negative duration
	 * @throws IllegalStateException if the server is closed, or if another program has
	 * taken the port of one that was unavailable: it then listens as soon as it can
	 */
	public void inject(Fault fault) {
		this.injection.inject(fault);
	}

	/**
	 * Ends every fault that lasts: delays, what waits for the next call, every alarm, a
	 * lost leader, unavailability, a stopped clock. What a jump of the clock or a
	 * compaction took doesn't come back.
	 * @throws IllegalStateException if another program has taken the port of a server
	 * that was unavailable: it then listens as soon as it can
	 */
	public void heal() {
		this.injection.heal();
	}

	/**
	 * Deletes every key that hangs on no lease, ends every fault, disarms the alarms and
	 * forgets the users and roles, with authentication off, between tests that share a
	 * server. What hangs on a lease stays: it belongs to the session of a running
	 * application, which would take its loss for a fault. Revisions go on, and so do
	 * members that were added.
	 */
	public void clear() {
		heal();
		this.member.auth().clear();
		this.member.clear();
	}

	/**
	 * Cuts every connection, forgets the data and gives the port free. Does nothing when
	 * closed before.
	 */
	@Override
	public void close() {
		this.injection.close();
	}

}
