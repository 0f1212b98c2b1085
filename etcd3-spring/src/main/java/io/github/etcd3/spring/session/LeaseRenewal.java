/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.client.Ticker;

/**
 * Keeps one lease alive, until it is lost or no longer wanted. Its methods are called on
 * the session's timer only.
 */
final class LeaseRenewal {

	private static final Logger logger = LoggerFactory.getLogger(LeaseRenewal.class);

	/** How soon after its start a failed renewal is tried again, at the earliest. */
	private static final Duration PAUSE = Duration.ofMillis(200);

	private static final Duration LEAST_TIMEOUT = Duration.ofMillis(500);

	private final SessionLease lease;

	private final Duration margin;

	private final LeaseCalls calls;

	private final Ticker ticker;

	private final SessionTimer timer;

	private final Events events;

	private Duration ttl;

	/** Answers and timers of earlier rounds are stale. */
	private int round;

	private boolean suspended;

	private boolean ended;

	LeaseRenewal(SessionLease lease, Duration ttl, Duration margin, LeaseCalls calls, Ticker ticker, SessionTimer timer,
			Events events) {
		this.lease = lease;
		this.ttl = ttl;
		this.margin = margin;
		this.calls = calls;
		this.ticker = ticker;
		this.timer = timer;
		this.events = events;
	}

	/**
	 * Begins.
	 * @param sent when the request was sent by which the lease was granted
	 */
	void start(long sent) {
		next(sent, this.ttl.dividedBy(3));
		checkDeadline();
	}

	/** Renews no more and tells no more. */
	void stop() {
		this.ended = true;
	}

	SessionLease lease() {
		return this.lease;
	}

	/** Ends the lease; tells it once. */
	void lost(String reason) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		this.lease.lose();
		logger.warn("The session's {} is lost: {}", this.lease, reason);
		this.events.lost(this.lease);
	}

	private void renew() {
		if (this.ended || !this.lease.isValid()) {
			return;
		}
		int current = this.round;
		long sent = this.ticker.nanos();
		this.calls.renew(this.lease.id(), timeout())
			.whenComplete((granted, failure) -> this.timer.run(() -> answered(current, sent, granted, failure)));
	}

	/** Several attempts have to fit into what is left when the first one is late. */
	private Duration timeout() {
		Duration sixth = this.ttl.dividedBy(6);
		return (sixth.compareTo(LEAST_TIMEOUT) < 0) ? LEAST_TIMEOUT : sixth;
	}

	private void answered(int answeredRound, long sent, @Nullable Duration granted, @Nullable Throwable failure) {
		if (this.ended) {
			return;
		}
		if (granted != null) {
			renewed(sent, granted);
			return;
		}
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof EtcdLeaseNotFoundException) {
			lost("etcd does not know it any more, it has expired or was revoked");
		}
		else if (answeredRound == this.round) {
			logger.debug("A renewal of the session's {} failed, trying again: {}", this.lease, String.valueOf(cause));
			suspend();
			next(sent, PAUSE.plusMillis(ThreadLocalRandom.current().nextLong(50)));
		}
	}

	private void renewed(long sent, Duration granted) {
		if (!this.lease.extend(sent + granted.minus(this.margin).toNanos())) {
			return;
		}
		this.ttl = granted;
		if (this.suspended) {
			this.suspended = false;
			this.events.resumed(this.lease);
		}
		next(sent, granted.dividedBy(3));
		checkDeadline();
	}

	private void suspend() {
		if (!this.suspended && this.lease.isValid()) {
			this.suspended = true;
			this.events.suspended(this.lease);
		}
	}

	private void next(long since, Duration delay) {
		this.round++;
		this.timer.after(notNegative(since + delay.toNanos() - this.ticker.nanos()), this::renew);
	}

	private void checkDeadline() {
		Duration remaining = this.lease.remaining();
		this.timer.after(remaining, () -> {
			// Valid still where a later renewal moved the deadline on: it checks again.
			if (!this.lease.isValid()) {
				lost("no renewal succeeded in time");
			}
		});
	}

	private static Duration notNegative(long nanos) {
		return Duration.ofNanos(Math.max(0, nanos));
	}

	/**
	 * What becomes of the lease.
	 */
	interface Events {

		void suspended(SessionLease lease);

		void resumed(SessionLease lease);

		/**
		 * The lease is lost; told once.
		 */
		void lost(SessionLease lease);

	}

}
