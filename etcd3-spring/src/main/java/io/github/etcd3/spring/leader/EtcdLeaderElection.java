/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * One named election, in which at most one candidate of the cluster leads at a time. Made
 * by {@link LeaderElectionService#create}. It campaigns on a thread of its own, from
 * {@link #start()} to {@link #stop()}, again and again: after each term that it loses and
 * each failure. {@code etcdctl elect} and Go programs can contend for the same key. All
 * methods may be called from any thread.
 */
public final class EtcdLeaderElection implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EtcdLeaderElection.class);

	private final LeaderElectionSettings settings;

	private final Ballot ballot;

	private final Duration callTimeout;

	private final LeadershipEvents events;

	private final LeaderWork work = new LeaderWork();

	private final Candidacy candidacy;

	private final LeaderObserver observer;

	private final Consumer<EtcdLeaderElection> onClose;

	/** Guards starting and stopping, but no waiting. */
	private final Object lifecycle = new Object();

	private boolean closed;

	/**
	 * Creates an election that is not started.
	 * @param callTimeout how long a call to etcd may take
	 * @param executor where to wait for etcd
	 * @param onClose called when it has been closed
	 */
	EtcdLeaderElection(LeaderElectionSettings settings, Ballot ballot, EtcdKvTemplate kv, Duration callTimeout,
			Executor executor, Consumer<EtcdLeaderElection> onClose) {
		this.settings = settings;
		this.ballot = ballot;
		this.onClose = onClose;
		this.callTimeout = callTimeout;
		this.events = new LeadershipEvents(settings.name());
		this.candidacy = new Candidacy(settings, this.events,
				new CampaignLoop(settings, ballot, kv, this.events, this.work)::run);
		this.observer = new LeaderObserver(settings.name(), ballot, this.candidacy, executor);
	}

	/**
	 * The election's name in this application.
	 * @return the name
	 */
	public String name() {
		return this.settings.name();
	}

	/**
	 * What this election was made of.
	 * @return the settings
	 */
	public LeaderElectionSettings settings() {
		return this.settings;
	}

	/**
	 * Whether this application leads now. Computed at each call, without asking etcd:
	 * false from the session's local deadline on, which is before etcd lets anybody else
	 * lead. What must not happen twice is written through {@link #kv()} all the same,
	 * since leadership can end right after this call.
	 * @return {@code true} if it leads
	 */
	public boolean isLeader() {
		return leadership().isPresent();
	}

	/**
	 * The present term of this application.
	 * @return the term, empty if this application does not lead
	 */
	public Optional<Leadership> leadership() {
		return this.candidacy.leadership();
	}

	/**
	 * The number of the present term of this application.
	 * @return the token, empty if this application does not lead
	 */
	public Optional<FencingToken> token() {
		return leadership().map(Leadership::token);
	}

	/**
	 * Asks etcd who leads now: this application or any other, by one linearizable read.
	 * @return the leader, empty if there is none
	 * @throws io.github.etcd3.spring.EtcdException if there is no answer within the
	 * request timeout
	 */
	public Optional<Leader> leader() {
		return this.ballot.front().map(Ballot.Front::leader);
	}

	/**
	 * A template bound to the present term: once that is over, etcd itself refuses its
	 * writes with a {@link io.github.etcd3.spring.kv.FencedOutException}. Ask for it once
	 * a piece of work, since each term has another.
	 * @return a template over the same keys as the one that the elections were given
	 * @throws NotLeaderException if this application does not lead
	 */
	public EtcdKvTemplate kv() {
		return leadership()
			.orElseThrow(() -> new NotLeaderException(name(), this.settings.candidateId(), "A fenced template"))
			.kv();
	}

	/**
	 * Does work on this thread if this application leads now. A resignation waits for it,
	 * up to {@link LeaderElectionSettings#workTimeout()}; a lost leadership does not end
	 * it.
	 * @param work the work; what it throws is thrown to the caller
	 * @return whether it was done
	 */
	public boolean runIfLeader(Runnable work) {
		return callIfLeader((leadership) -> {
			work.run();
			return true;
		}).executed();
	}

	/**
	 * As {@link #runIfLeader(Runnable)}, for work that has a result, throws checked
	 * exceptions or wants to know its term. A result that is a
	 * {@link java.util.concurrent.CompletionStage} is work until it completes.
	 * @param work the work
	 * @param <T> the type of its result
	 * @param <X> the type of what it throws
	 * @return whether it was done, and its result
	 * @throws X what the work throws
	 */
	public <T extends @Nullable Object, X extends Exception> LeaderResult<T> callIfLeader(LeaderCallback<T, X> work)
			throws X {
		return this.work.callIfLeader(this::leadership, work);
	}

	/**
	 * Adds a listener. It hears of what happens from now on.
	 * @param listener the listener
	 */
	public void addListener(LeadershipListener listener) {
		this.events.add(listener);
	}

	/**
	 * Removes a listener.
	 * @param listener the listener
	 */
	public void removeListener(LeadershipListener listener) {
		this.events.remove(listener);
	}

	/**
	 * Campaigns, if it does not already: from now on, or from {@link #start()} on.
	 * @throws IllegalStateException if the election is closed
	 */
	public void campaign() {
		synchronized (this.lifecycle) {
			requireOpen();
			this.candidacy.campaign();
		}
	}

	/**
	 * Gives leadership up, or the campaign for it, and stays out until
	 * {@link #campaign()}, also after {@link #start()}. {@link #isLeader()} is false at
	 * once; then leader work and listeners are awaited, up to
	 * {@link LeaderElectionSettings#workTimeout()}, and the key in etcd is deleted, so
	 * that the next candidate leads at once. Returns when that is done, or can't be done
	 * in time and goes on in the background; from leader work or a listener it returns at
	 * once. An interrupt ends the wait only, and stays set.
	 */
	public void resign() {
		this.candidacy.withdraw(RevocationReason.RESIGNED);
		awaitWithdrawn(deadline());
	}

	/**
	 * Begins to watch who leads, and to campaign if it is set to or was asked to by
	 * {@link #campaign()}. No effect if it is started.
	 * @throws IllegalStateException if the election is closed
	 */
	public void start() {
		synchronized (this.lifecycle) {
			requireOpen();
			this.observer.start();
			this.candidacy.start();
		}
	}

	/**
	 * Resigns as {@link #resign()} does, ends the campaign and waits until the listeners
	 * were told. It can be started again. No effect if it is not started.
	 */
	public void stop() {
		beginStop();
		awaitWithdrawn(deadline());
	}

	/**
	 * Stops the election for good, and takes it out of its service.
	 */
	@Override
	public void close() {
		beginClose();
		stop();
		this.onClose.accept(this);
	}

	/** From now on it can't be started. */
	void beginClose() {
		synchronized (this.lifecycle) {
			this.closed = true;
		}
	}

	/** Takes the flag down without waiting for the rest. */
	void beginStop() {
		synchronized (this.lifecycle) {
			this.candidacy.withdraw(RevocationReason.STOPPED);
			this.observer.stop();
		}
	}

	/** When to go on even if etcd or leader work does not come to an end. */
	long deadline() {
		return System.nanoTime() + this.settings.workTimeout().plus(this.callTimeout.multipliedBy(2)).toNanos();
	}

	void awaitWithdrawn(long deadline) {
		if (this.events.isListening() || this.work.isWorking()) {
			// It would wait for itself.
			return;
		}
		try {
			if (!this.candidacy.awaitWithdrawn(left(deadline))) {
				logger.warn(
						"The key of candidate '{}' below '{}' may still be in etcd: it goes as soon as etcd or "
								+ "leader work answers, or with the session's lease",
						EtcdCall.shown(this.settings.candidateId()), EtcdCall.shown(this.settings.key()));
			}
			// Of a term that was lost, too.
			this.work.awaitEnd(left(deadline));
			this.events.awaitTold(left(deadline));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Duration left(long deadline) {
		return Duration.ofNanos(deadline - System.nanoTime());
	}

	private void requireOpen() {
		if (this.closed) {
			throw new IllegalStateException(
					"The election '" + EtcdCall.shown(name()) + "' is closed. Create it again instead.");
		}
	}

	@Override
	public String toString() {
		return "election '" + EtcdCall.shown(name()) + "' at '" + EtcdCall.shown(this.settings.key()) + "'";
	}

}
