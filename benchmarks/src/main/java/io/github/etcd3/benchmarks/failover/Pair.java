/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Two candidates of one kind in one election: one leads, the other waits.
 */
final class Pair implements AutoCloseable {

	private final Kind kind;

	private final String key;

	private final int ttl;

	private final List<URI> endpoints;

	private CandidateProcess leader;

	private CandidateProcess follower;

	Pair(Kind kind, int ttl, List<URI> endpoints) {
		this.kind = kind;
		this.key = "failover/" + kind.name().toLowerCase(Locale.ROOT) + "-" + ttl;
		this.ttl = ttl;
		this.endpoints = endpoints;
		this.leader = candidate();
		this.leader.await("granted", 0);
		this.follower = candidate();
	}

	private CandidateProcess candidate() {
		return CandidateProcess.start(this.kind, this.key, this.ttl, this.endpoints);
	}

	CandidateProcess leader() {
		return this.leader;
	}

	CandidateProcess follower() {
		return this.follower;
	}

	/** The leader resigns, and stands again behind the other one; milliseconds. */
	double resigns() {
		long since = System.nanoTime();
		this.leader.order("resign");
		double time = granted(this.leader.await("resign", since)::begin);
		swap();
		this.follower.order("campaign");
		return time;
	}

	/** The leader ends gracefully, and another one takes its place; milliseconds. */
	double closes() {
		long since = System.nanoTime();
		this.leader.order("close");
		double time = granted(this.leader.await("close", since)::begin);
		this.leader.close();
		swap();
		this.follower = candidate();
		return time;
	}

	/** Kills the leader; returns when. */
	long kill() {
		return this.leader.kill();
	}

	/** Until the other one leads, in milliseconds; then a new one stands behind it. */
	double taken(long killed) {
		double time = granted(() -> killed);
		this.leader.close();
		swap();
		this.follower = candidate();
		return time;
	}

	private double granted(LongSupplier since) {
		long begin = since.getAsLong();
		return (this.follower.await("granted", begin).begin() - begin) / 1e6;
	}

	private void swap() {
		CandidateProcess before = this.leader;
		this.leader = this.follower;
		this.follower = before;
	}

	@Override
	public void close() {
		this.leader.close();
		this.follower.close();
	}

}
