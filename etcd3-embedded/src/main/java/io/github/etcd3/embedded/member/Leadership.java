/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether the cluster has a leader, which can only be this member, and since which term.
 * Thread-safe.
 */
public final class Leadership {

	private static final long FIRST_TERM = 2;

	private final AtomicLong term = new AtomicLong(FIRST_TERM);

	private final Leases leases;

	private volatile boolean held = true;

	Leadership(Leases leases) {
		this.leases = leases;
	}

	/**
	 * Whether there is a leader.
	 * @return {@code false} between {@link #lose()} and {@link #regain()}
	 */
	public boolean held() {
		return this.held;
	}

	/**
	 * Loses the leader: until it is back, no lease runs out.
	 */
	public void lose() {
		this.held = false;
	}

	/**
	 * Elects this member the leader again, in a new term. Does nothing if there is a
	 * leader.
	 */
	public void regain() {
		if (!this.held) {
			beginTerm();
			this.held = true;
		}
	}

	/**
	 * Begins a new term: as every new leader, this one gives the leases their whole time
	 * again.
	 */
	void beginTerm() {
		this.leases.renewAll();
		this.term.incrementAndGet();
	}

	/**
	 * The term of the leader.
	 * @return the term, growing with each election
	 */
	public long term() {
		return this.term.get();
	}

}
