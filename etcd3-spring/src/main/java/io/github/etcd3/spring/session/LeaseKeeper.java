/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.Ticker;

/**
 * Grants a session's leases, has them renewed, replaces and revokes them. Everything
 * changes on the session's timer; {@link #current()} and {@link #isSuspended()} may be
 * read anywhere.
 */
final class LeaseKeeper implements LeaseRenewal.Events {

	static final EtcdCall GRANT = EtcdCall.write("lease grant", null);

	private static final Logger logger = LoggerFactory.getLogger(LeaseKeeper.class);

	private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

	private static final Duration GREATEST_PAUSE = Duration.ofSeconds(5);

	private final LeaseCalls calls;

	private final EtcdSessionSettings settings;

	private final Duration requestTimeout;

	private final Ticker ticker;

	private final SessionTimer timer;

	private final Executor executor;

	private final SessionListeners listeners;

	private final List<CompletableFuture<SessionLease>> wanted = new ArrayList<>();

	/** All that etcd may still know: the current one, and lost ones. */
	private final Set<SessionLease> unrevoked = ConcurrentHashMap.newKeySet();

	private final CompletableFuture<Void> grantEnded = new CompletableFuture<>();

	private volatile @Nullable SessionLease current;

	private volatile boolean suspended;

	private @Nullable LeaseRenewal renewal;

	private boolean granting;

	private boolean retrying;

	private boolean ending;

	private int failures;

	LeaseKeeper(LeaseCalls calls, EtcdSessionSettings settings, Duration requestTimeout, Ticker ticker,
			SessionTimer timer, Executor executor, SessionListeners listeners) {
		this.calls = calls;
		this.settings = settings;
		this.requestTimeout = requestTimeout;
		this.ticker = ticker;
		this.timer = timer;
		this.executor = executor;
		this.listeners = listeners;
	}

	@Nullable SessionLease current() {
		return this.current;
	}

	boolean isSuspended() {
		return this.suspended;
	}

	/** Gives the current lease or the next one. */
	void want(CompletableFuture<SessionLease> answer) {
		SessionLease lease = this.current;
		if (this.ending) {
			answer.completeExceptionally(closed());
		}
		else if (lease != null && lease.isValid()) {
			answer.complete(lease);
		}
		else {
			this.wanted.add(answer);
			grant();
		}
	}

	/** Replaces a lost lease if anybody would like to hear of it. */
	void replaceIfListenedTo() {
		SessionLease lease = this.current;
		if (lease != null && !lease.isValid() && !this.listeners.isEmpty()) {
			grant();
		}
	}

	void abandon(SessionLease lease, String reason) {
		if (this.renewal != null && this.renewal.lease() == lease) {
			this.renewal.lost(reason);
		}
	}

	/**
	 * Ends everything.
	 * @return completes when all leases are revoked, or could not be
	 */
	CompletableFuture<Void> end() {
		this.ending = true;
		if (this.renewal != null) {
			this.renewal.stop();
		}
		SessionLease lease = this.current;
		if (lease != null) {
			lease.lose();
		}
		if (!this.granting) {
			this.grantEnded.complete(null);
		}
		refuse(closed());
		Stream<CompletableFuture<?>> revoked = this.unrevoked.stream().map((each) -> revoke(each, Duration.ZERO));
		return CompletableFuture
			.allOf(Stream.concat(revoked, Stream.of(this.grantEnded)).toArray(CompletableFuture[]::new));
	}

	private void grant() {
		if (this.granting || this.ending) {
			return;
		}
		if (this.renewal != null) {
			// What was lost is told before what replaces it.
			this.renewal.lost("no renewal succeeded in time");
		}
		this.granting = true;
		long sent = this.ticker.nanos();
		this.calls.grant(this.settings.ttl(), this.requestTimeout)
			.whenComplete((granted, failure) -> this.timer.run(() -> granted(sent, granted, failure)));
	}

	private void granted(long sent, LeaseCalls.@Nullable Granted granted, @Nullable Throwable failure) {
		this.granting = false;
		if (granted == null) {
			failed(ours(failure));
			return;
		}
		Duration valid = granted.ttl().minus(this.settings.margin());
		SessionLease lease = new SessionLease(granted.id(), sent + valid.toNanos(), this.ticker, this.executor);
		if (this.ending) {
			revoke(lease, Duration.ZERO).thenRun(() -> this.grantEnded.complete(null));
		}
		else if (!lease.isValid()) {
			revoke(lease, Duration.ZERO);
			failed(new EtcdTimeoutException(GRANT + " took longer than the lease lives", GRANT, null));
		}
		else {
			established(lease, sent, granted.ttl());
		}
	}

	private void established(SessionLease lease, long sent, Duration ttl) {
		logger.debug("The session has {} for {} s", lease, ttl.toSeconds());
		this.failures = 0;
		this.suspended = false;
		this.current = lease;
		this.unrevoked.add(lease);
		this.renewal = new LeaseRenewal(lease, ttl, this.settings.margin(), this.calls, this.ticker, this.timer, this);
		this.renewal.start(sent);
		this.wanted.forEach((answer) -> answer.complete(lease));
		this.wanted.clear();
		this.listeners.tell((listener) -> listener.established(lease));
	}

	private void failed(EtcdException failure) {
		refuse(failure);
		if (this.ending) {
			this.grantEnded.complete(null);
		}
		else if (this.current != null && !this.listeners.isEmpty() && !this.retrying) {
			logger.debug("No new lease for the session, trying again: {}", failure.getMessage());
			this.retrying = true;
			long greatest = Math.min(GREATEST_PAUSE.toMillis(),
					LEAST_PAUSE.toMillis() << Math.min(this.failures++, 10));
			long pause = ThreadLocalRandom.current().nextLong(greatest / 2, greatest + 1);
			this.timer.after(Duration.ofMillis(pause), () -> {
				this.retrying = false;
				replaceIfListenedTo();
			});
		}
	}

	private void refuse(EtcdException failure) {
		this.wanted.forEach((answer) -> answer.completeExceptionally(failure));
		this.wanted.clear();
	}

	/**
	 * Asks etcd to forget a lease; it does by itself, in the end.
	 */
	private CompletableFuture<@Nullable Void> revoke(SessionLease lease, Duration patience) {
		long since = this.ticker.nanos();
		return this.calls.revoke(lease.id(), this.requestTimeout).handle((done, failure) -> {
			Duration left = patience.minusNanos(this.ticker.nanos() - since).minus(GREATEST_PAUSE);
			if (failure == null || left.isNegative()) {
				this.unrevoked.remove(lease);
			}
			else {
				this.timer.after(GREATEST_PAUSE, () -> revoke(lease, left));
			}
			if (failure != null) {
				logger.debug("The session's {} could not be revoked; it ends by itself: {}", lease,
						failure.getMessage());
			}
			return null;
		});
	}

	@Override
	public void suspended(SessionLease lease) {
		this.suspended = true;
		this.listeners.tell((listener) -> listener.suspended(lease));
	}

	@Override
	public void resumed(SessionLease lease) {
		this.suspended = false;
		this.listeners.tell((listener) -> listener.resumed(lease));
	}

	@Override
	public void lost(SessionLease lease) {
		this.suspended = false;
		this.listeners.lost(lease);
		// A renewal whose answer was lost may have prolonged it in etcd. Who held
		// something has the margin to notice.
		this.timer.after(this.settings.margin(), () -> revoke(lease, this.settings.ttl()));
		this.timer.run(this::replaceIfListenedTo);
	}

	static EtcdUnavailableException closed() {
		return new EtcdUnavailableException(
				GRANT + " was not carried out: the session is closed, the application is shutting down", GRANT, null);
	}

	private static EtcdException ours(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		return (cause instanceof EtcdException ours) ? ours
				: new EtcdException(GRANT + " failed: " + cause, GRANT, cause);
	}

}
