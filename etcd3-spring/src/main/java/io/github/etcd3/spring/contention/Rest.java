/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInterruptedException;

/**
 * Keeps a name for a while after its hold has ended: the key rests in the queue on a
 * lease of its own, which etcd ends if this application does not.
 */
final class Rest {

	private static final Logger logger = LoggerFactory.getLogger(Rest.class);

	private final Contender contender;

	private final OwnKey key;

	private final Duration rest;

	private final long since;

	Rest(Contender contender, OwnKey key, Duration rest) {
		this.contender = contender;
		this.key = key;
		this.rest = rest;
		this.since = contender.contention().nanos();
	}

	/** Has etcd keep the name before it returns, if that works; never throws. */
	void begin() {
		if (Thread.currentThread().isInterrupted()) {
			inBackground();
		}
		else {
			keep(this::inBackground);
		}
	}

	private void inBackground() {
		this.contender.contention().execute(() -> keep(this::keepHere));
	}

	private void keep(Runnable onInterrupt) {
		try {
			long lease = grant();
			if (this.key.move(lease)) {
				this.contender.contention().later(left(), () -> end(lease));
			}
			else {
				revoke(lease);
				this.contender.passOn();
			}
		}
		catch (EtcdInterruptedException ex) {
			onInterrupt.run();
		}
		catch (RuntimeException ex) {
			logger.warn("'{}' is kept for {} by this application only, as long as it lives: {}",
					EtcdCall.shown(this.contender.name()), this.rest, ex.getMessage());
			keepHere();
		}
	}

	private void keepHere() {
		this.contender.contention().later(left(), this.contender::leaveQueue);
	}

	private void end(long lease) {
		this.contender.leaveQueue();
		revoke(lease);
	}

	private Duration left() {
		long nanos = this.rest.toNanos() - (this.contender.contention().nanos() - this.since);
		return Duration.ofNanos(Math.max(0, nanos));
	}

	private long grant() {
		// etcd counts in seconds; the name may be kept longer, and never shorter.
		long seconds = Math.max(1, left().plusSeconds(1).minusNanos(1).toSeconds());
		return this.contender.contention()
			.calls()
			.await(EtcdCall.write("lease grant to keep", this.key.key()),
					this.contender.contention().calls().client().getLeaseClient().grant(seconds))
			.getID();
	}

	/** Left to itself it would end all the same; nobody waits for this. */
	private void revoke(long lease) {
		this.contender.contention().calls().client().getLeaseClient().revoke(lease);
	}

}
