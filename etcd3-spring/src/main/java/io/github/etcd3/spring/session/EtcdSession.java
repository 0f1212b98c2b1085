/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;

/**
 * The session of an application with etcd: one lease that is kept alive, on which the
 * keys hang that shall not outlive the application. It is granted when it is needed
 * first. Its deadline is local: it counts, on the monotonic clock, from the moment at
 * which the last successful renewal was <em>sent</em>, so that it passes here before etcd
 * can end the lease. A lost lease is never revived, only replaced. Thread-safe.
 */
public final class EtcdSession implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EtcdSession.class);

	/** The call's own deadline comes first, since its message says more. */
	private static final Duration GRACE = Duration.ofMillis(250);

	private final EtcdSessionSettings settings;

	private final Duration requestTimeout;

	private final SessionTimer timer;

	private final SessionListeners listeners;

	private final LeaseKeeper keeper;

	private final AtomicBoolean closed = new AtomicBoolean();

	/**
	 * Creates a session. It makes no call before its lease is needed.
	 * @param calls calls etcd
	 * @param settings how long the lease outlives the application
	 */
	public EtcdSession(EtcdCalls calls, EtcdSessionSettings settings) {
		this(new JetcdLeaseCalls(calls), settings, calls.requestTimeout(), Ticker.SYSTEM, SessionTimer.create(),
				calls.executor());
	}

	EtcdSession(LeaseCalls calls, EtcdSessionSettings settings, Duration requestTimeout, Ticker ticker,
			SessionTimer timer, Executor executor) {
		this.settings = settings;
		this.requestTimeout = requestTimeout;
		this.timer = timer;
		this.listeners = new SessionListeners(executor);
		this.keeper = new LeaseKeeper(calls, settings, requestTimeout, ticker, timer, executor, this.listeners);
	}

	/**
	 * The current lease; grants one if there is none that is valid.
	 * @return a lease that was valid a moment ago
	 * @throws EtcdException if none could be granted within the request timeout, or the
	 * session is closed. An interrupt ends the wait and stays set.
	 */
	public SessionLease lease() {
		SessionLease lease = this.keeper.current();
		if (lease != null && lease.isValid()) {
			return lease;
		}
		if (this.closed.get()) {
			throw LeaseKeeper.closed();
		}
		CompletableFuture<SessionLease> answer = new CompletableFuture<>();
		this.timer.run(() -> this.keeper.want(answer));
		return await(answer);
	}

	private SessionLease await(CompletableFuture<SessionLease> answer) {
		try {
			return answer.get(this.requestTimeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof EtcdException ours) {
				throw ours;
			}
			throw new EtcdException(LeaseKeeper.GRANT + " failed: " + ex.getCause(), LeaseKeeper.GRANT, ex);
		}
		catch (TimeoutException ex) {
			throw new EtcdTimeoutException(LeaseKeeper.GRANT + " gave no lease within the request timeout ("
					+ this.requestTimeout.toMillis() + " ms). It can be repeated.", LeaseKeeper.GRANT, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EtcdInterruptedException(LeaseKeeper.GRANT + " was interrupted while it waited for a lease",
					LeaseKeeper.GRANT, ex);
		}
	}

	/**
	 * The lease that there is now. Makes no call to etcd.
	 * @return a lease that was valid a moment ago, empty if there is none
	 */
	public Optional<SessionLease> present() {
		return Optional.ofNullable(this.keeper.current()).filter(SessionLease::isValid);
	}

	/**
	 * What the session was made of.
	 * @return the settings
	 */
	public EtcdSessionSettings settings() {
		return this.settings;
	}

	/**
	 * Where the session stands.
	 * @return the state, computed at this call
	 */
	public SessionState state() {
		SessionLease lease = this.keeper.current();
		if (this.closed.get()) {
			return SessionState.CLOSED;
		}
		if (lease == null) {
			return SessionState.IDLE;
		}
		if (!lease.isValid()) {
			return SessionState.LOST;
		}
		return this.keeper.isSuspended() ? SessionState.SUSPENDED : SessionState.ACTIVE;
	}

	/**
	 * How long the current lease stays valid without another renewal. Makes no call to
	 * etcd.
	 * @return the time that is left, zero if the lease is lost; empty where none was
	 * needed yet, or the session is closed
	 */
	public Optional<Duration> remaining() {
		SessionLease lease = this.closed.get() ? null : this.keeper.current();
		return Optional.ofNullable(lease).map(SessionLease::remaining);
	}

	/**
	 * How many leases were lost so far, each of which a listener was told of.
	 * @return a number that never goes down
	 */
	public long losses() {
		return this.listeners.losses();
	}

	/**
	 * Whether there is a valid lease. Makes no call to etcd.
	 * @return {@code false} where there is none yet, or none any more
	 */
	public boolean isValid() {
		SessionLease lease = this.keeper.current();
		return lease != null && lease.isValid();
	}

	/**
	 * Adds a listener. As long as there is one, a lost lease is replaced by itself, tried
	 * until it works; otherwise only once {@link #lease()} is called. It is told what
	 * happens from now on.
	 * @param listener the listener
	 */
	public void addListener(EtcdSessionListener listener) {
		this.listeners.add(listener);
		this.timer.run(this.keeper::replaceIfListenedTo);
	}

	/**
	 * Removes a listener. A call to it may still be under way or waiting.
	 * @param listener the listener
	 */
	public void removeListener(EtcdSessionListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * Gives a lease up: it is lost here at once, and revoked after the margin, with all
	 * keys that hang on it. For whoever can't settle otherwise what becomes of a key.
	 * @param lease a lease of this session; no effect if it was lost already
	 * @param reason why, for the log
	 */
	public void abandon(SessionLease lease, String reason) {
		if (lease.lose()) {
			this.timer.run(() -> this.keeper.abandon(lease, reason));
		}
	}

	/**
	 * Stops the renewals and revokes the lease, with all keys that hang on it, and those
	 * that were lost or given up before and may live in etcd still. Takes no longer than
	 * a request may take, and never throws: a lease that can't be revoked ends by itself.
	 * Idempotent.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		CompletableFuture<Void> ended = new CompletableFuture<>();
		this.timer.run(() -> this.keeper.end().thenRun(() -> ended.complete(null)));
		// Also where nobody waits for it to the end.
		ended.thenRun(this.timer::close);
		try {
			ended.get(this.requestTimeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("The session was closed without an answer to its last call", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
