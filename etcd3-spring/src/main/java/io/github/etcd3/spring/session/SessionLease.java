/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.client.Ticker;

/**
 * One lease of a session. Once it is lost it never comes back: the session gets another.
 * Thread-safe.
 */
public final class SessionLease {

	private static final Logger logger = LoggerFactory.getLogger(SessionLease.class);

	private final long id;

	private final Ticker ticker;

	private final Executor executor;

	private final List<Runnable> callbacks = new ArrayList<>();

	private long deadline;

	private boolean lost;

	SessionLease(long id, long deadline, Ticker ticker, Executor executor) {
		this.id = id;
		this.deadline = deadline;
		this.ticker = ticker;
		this.executor = executor;
	}

	/**
	 * The lease's number in etcd.
	 * @return the id
	 */
	public long id() {
		return this.id;
	}

	/**
	 * The number as etcd's own tools write it into keys.
	 * @return lower-case hexadecimal digits, without leading zeros
	 */
	public String hexId() {
		return Long.toHexString(this.id);
	}

	/**
	 * Whether etcd surely keeps the lease, as far as can be known here: computed at each
	 * call from the moment at which the last successful renewal was sent, so that a pause
	 * of the process counts. Makes no call to etcd.
	 * @return {@code false} from the local deadline on, for ever
	 */
	public boolean isValid() {
		return !remaining().isZero();
	}

	/**
	 * How long the lease stays valid without another renewal.
	 * @return the time that is left, zero once it is lost
	 */
	public Duration remaining() {
		synchronized (this) {
			if (!this.lost) {
				long left = this.deadline - this.ticker.nanos();
				if (left > 0) {
					return Duration.ofNanos(left);
				}
			}
		}
		// Whoever sees it first makes it so for all: an answer under way must not revive
		// it.
		lose();
		return Duration.ZERO;
	}

	/**
	 * Calls back once when the lease is lost (at once, if it is already), or when its
	 * session is closed.
	 * @param callback called on an executor of ours, where it may block
	 */
	public void whenLost(Runnable callback) {
		synchronized (this) {
			if (!this.lost) {
				this.callbacks.add(callback);
				return;
			}
		}
		tell(callback);
	}

	/**
	 * Moves the deadline on, never back.
	 * @param later the deadline of a renewal
	 * @return {@code false} if the lease was lost before
	 */
	boolean extend(long later) {
		if (!isValid()) {
			return false;
		}
		synchronized (this) {
			if (!this.lost && later - this.deadline > 0) {
				this.deadline = later;
			}
			return !this.lost;
		}
	}

	/**
	 * Ends the lease for good.
	 * @return {@code false} if it was lost before
	 */
	boolean lose() {
		List<Runnable> told;
		synchronized (this) {
			if (this.lost) {
				return false;
			}
			this.lost = true;
			told = List.copyOf(this.callbacks);
			this.callbacks.clear();
		}
		told.forEach(this::tell);
		return true;
	}

	private void tell(Runnable callback) {
		this.executor.execute(() -> {
			try {
				callback.run();
			}
			catch (RuntimeException ex) {
				logger.warn("A callback for the loss of lease {} failed", hexId(), ex);
			}
		});
	}

	@Override
	public String toString() {
		return "lease " + hexId();
	}

}
