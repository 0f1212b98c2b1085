/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.time.Duration;

/**
 * The time by which leases and tokens run out: it can stand still, and jump forward.
 */
public final class EtcdClock {

	/** Far below what a number of nanoseconds holds. */
	private static final long LAST = Duration.ofDays(250 * 365).toNanos();

	private final long origin = System.nanoTime();

	private long skipped;

	private boolean frozen;

	private long frozenAt;

	/**
	 * The time now.
	 * @return nanoseconds from some origin
	 */
	public synchronized long nanos() {
		return this.frozen ? this.frozenAt : System.nanoTime() - this.origin + this.skipped;
	}

	/**
	 * Stops the time until {@link #resume()}.
	 */
	public synchronized void freeze() {
		this.frozenAt = nanos();
		this.frozen = true;
	}

	/**
	 * Lets the time run on from where it stands.
	 */
	public synchronized void resume() {
		if (this.frozen) {
			this.skipped = this.frozenAt - (System.nanoTime() - this.origin);
			this.frozen = false;
		}
	}

	/**
	 * Jumps forward, also while the time stands still.
	 * @param by how far
	 * @throws IllegalArgumentException if that is more than 250 years from its beginning
	 */
	public synchronized void advance(Duration by) {
		if (by.toNanos() > LAST - nanos()) {
			throw new IllegalArgumentException("The clock can't jump forward by " + by + ": "
					+ Duration.ofNanos(LAST - nanos()) + " are left to it");
		}
		if (this.frozen) {
			this.frozenAt += by.toNanos();
		}
		else {
			this.skipped += by.toNanos();
		}
	}

}
