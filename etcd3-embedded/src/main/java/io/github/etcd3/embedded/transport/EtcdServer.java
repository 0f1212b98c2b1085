/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.embedded.fault.Faults;
import io.github.etcd3.embedded.member.Member;

/**
 * The member on a port, which it keeps until it is closed: through restarts, and while it
 * is unavailable. Thread-safe.
 */
public final class EtcdServer implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EtcdServer.class);

	private static final Duration RETRY = Duration.ofMillis(100);

	private final Member member;

	private final Faults faults;

	private final ServerSettings settings;

	private @Nullable Listening listening;

	private @Nullable ReservedPort reserved;

	/** Which comeback is the one to happen; those before it are off. */
	private int comeback;

	private boolean closed;

	private EtcdServer(Member member, Faults faults, ServerSettings asked) {
		this.member = member;
		this.faults = faults;
		this.listening = Listening.start(member, faults, asked);
		this.settings = asked.onPort(this.listening.port());
		member.members().advertise(this.settings.clientUrl());
	}

	/**
	 * Serves a member.
	 * @param member what to serve
	 * @param faults what is to go wrong with calls
	 * @param settings where
	 * @return the server, listening
	 * @throws IllegalStateException if the port can't be listened on
	 */
	public static EtcdServer start(Member member, Faults faults, ServerSettings settings) {
		return new EtcdServer(member, faults, settings);
	}

	/**
	 * The port it listens on.
	 * @return the port, always the same
	 */
	public int port() {
		return this.settings.port();
	}

	/**
	 * Where clients find it.
	 * @return its address as seen from this machine
	 */
	public URI endpoint() {
		return URI.create(this.settings.clientUrl());
	}

	/**
	 * Cuts every connection and listens again at once, as after a restart of the process.
	 * @throws IllegalStateException if it is closed, or if another program has taken the
	 * port meanwhile: it then listens as soon as the port is free
	 */
	public synchronized void restart() {
		refuseIfClosed();
		stop();
		this.member.restarted();
		listen();
	}

	/**
	 * Cuts every connection, and lets nobody connect for a while.
	 * @param duration how long
	 */
	public synchronized void disappear(Duration duration) {
		refuseIfClosed();
		stop();
		if (this.reserved == null) {
			this.reserved = ReservedPort.tryReserve(this.settings.host(), this.settings.port());
		}
		comeBackAfter(duration);
	}

	/**
	 * Ends {@link #disappear(Duration)} early; nothing happens if it listens.
	 * @throws IllegalStateException if another program has taken the port meanwhile: it
	 * then listens as soon as the port is free
	 */
	public synchronized void comeBack() {
		if (!this.closed && this.listening == null) {
			listen();
		}
	}

	private void comeBackAfter(Duration duration) {
		this.comeback++;
		int next = this.comeback;
		this.member.threads().timer().schedule(() -> comeBack(next), duration.toNanos(), TimeUnit.NANOSECONDS);
	}

	private synchronized void comeBack(int due) {
		try {
			if (due == this.comeback) {
				comeBack();
			}
		}
		catch (IllegalStateException ex) {
			logger.warn("The embedded etcd waits for its port to be free again: {}", ex.getMessage());
		}
	}

	private void listen() {
		release();
		try {
			this.listening = Listening.start(this.member, this.faults, this.settings);
		}
		catch (IllegalStateException ex) {
			comeBackAfter(RETRY);
			throw ex;
		}
	}

	private void stop() {
		if (this.listening != null) {
			this.listening.stop();
			this.listening = null;
		}
	}

	private void release() {
		if (this.reserved != null) {
			this.reserved.close();
			this.reserved = null;
		}
	}

	/**
	 * Refuses to go on if it is closed.
	 */
	public synchronized void refuseIfClosed() {
		if (this.closed) {
			throw new IllegalStateException("The embedded etcd on port " + port() + " is closed: start another one");
		}
	}

	/**
	 * Cuts every connection and gives the port free. Does nothing when closed before.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		stop();
		release();
	}

}
