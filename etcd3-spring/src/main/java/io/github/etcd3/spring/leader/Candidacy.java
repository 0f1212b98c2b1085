/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;

/**
 * What one candidate wants and is: whether it campaigns, on which thread, and its term of
 * the moment. A change of state and the event that tells it are one step under the lock;
 * nothing under it calls etcd or a listener.
 */
final class Candidacy {

	private final LeaderElectionSettings settings;

	private final LeadershipEvents events;

	private final Consumer<Candidacy> campaign;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private boolean started;

	private boolean wanted;

	/** There is one exactly while this campaigns, leads or cleans up. */
	private @Nullable Thread thread;

	/** Whether the thread is in the queue, where only an interrupt ends its wait. */
	private boolean queueing;

	private volatile @Nullable Leadership current;

	private final AtomicLong terms = new AtomicLong();

	/** Of the last leader that was told. */
	private @Nullable FencingToken toldToken;

	/** Not started; a thread campaigns until {@link #joinQueue()} answers false. */
	Candidacy(LeaderElectionSettings settings, LeadershipEvents events, Consumer<Candidacy> campaign) {
		this.settings = settings;
		this.events = events;
		this.campaign = campaign;
		this.wanted = settings.autoStart();
	}

	/** Campaigns from now on, unless it has resigned. */
	void start() {
		this.lock.lock();
		try {
			this.started = true;
			campaignIfWanted();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Campaigns from now on, or as soon as it is started. */
	void campaign() {
		this.lock.lock();
		try {
			this.wanted = true;
			campaignIfWanted();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void campaignIfWanted() {
		if (campaigns() && this.thread == null) {
			Thread created = new Thread(() -> {
				try {
					this.campaign.accept(this);
				}
				finally {
					ended(Thread.currentThread());
				}
			}, "etcd-election-" + EtcdCall.shown(this.settings.name()));
			created.setDaemon(true);
			created.start();
			this.thread = created;
		}
	}

	private boolean campaigns() {
		return this.started && this.wanted;
	}

	private void ended(Thread ended) {
		this.lock.lock();
		try {
			if (this.thread == ended) {
				this.thread = null;
				this.changed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes the flag down at once, and has the thread do the rest. */
	void withdraw(RevocationReason reason) {
		this.lock.lock();
		try {
			if (reason == RevocationReason.STOPPED) {
				this.started = false;
			}
			else {
				this.wanted = false;
			}
			Leadership term = this.current;
			if (term != null) {
				end(term, reason);
			}
			if (this.queueing && this.thread != null) {
				// Once: another would disturb the queue while it removes the key.
				this.queueing = false;
				this.thread.interrupt();
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until nothing of this candidate is left in etcd, or it is wanted again.
	 * @return whether it was in time
	 */
	boolean awaitWithdrawn(Duration timeout) throws InterruptedException {
		long nanos = timeout.toNanos();
		this.lock.lock();
		try {
			while (this.thread != null && !campaigns()) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.changed.awaitNanos(nanos);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	Optional<Leadership> leadership() {
		Leadership term = this.current;
		return (term != null && term.isActive()) ? Optional.of(term) : Optional.empty();
	}

	/** How often it was elected; to be read before etcd is asked who leads. */
	long terms() {
		return this.terms.get();
	}

	/**
	 * Takes note of who leads.
	 * @param front the first in the queue, {@code null} for none
	 * @param termsBefore {@link #terms()} before etcd was asked
	 * @return {@code false} if it is out of date, since this candidate was elected
	 * meanwhile
	 */
	boolean observe(Ballot.@Nullable Front front, long termsBefore) {
		this.lock.lock();
		try {
			if (this.terms.get() != termsBefore) {
				return false;
			}
			if (front != null && front.own()) {
				return true;
			}
			Leadership term = this.current;
			if (term != null) {
				end(term, term.reasonOfLoss());
			}
			if (front != null && this.started && !front.token().equals(this.toldToken)) {
				this.toldToken = front.token();
				this.events.leaderChanged(front.leader());
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Begins a round: until {@link #leaveQueue()}, a withdrawal interrupts the thread.
	 * @return whether to campaign; if not, the thread is to end
	 */
	boolean joinQueue() {
		this.lock.lock();
		try {
			this.queueing = campaigns();
			if (!this.queueing) {
				// Here and not when it has ended: whoever wants to campaign from now on
				// needs another thread.
				ended(Thread.currentThread());
			}
			return this.queueing;
		}
		finally {
			this.lock.unlock();
		}
	}

	void leaveQueue() {
		this.lock.lock();
		try {
			this.queueing = false;
			// A withdrawal's, which may have come too late; begin() notices it.
			Thread.interrupted();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Begins a term.
	 * @return {@code false} if it is over already: nobody heard of it
	 */
	boolean begin(Leadership term) {
		this.lock.lock();
		try {
			if (!campaigns() || !term.isActive()) {
				return false;
			}
			this.terms.incrementAndGet();
			this.current = term;
			try {
				this.events.granted(term);
			}
			catch (RuntimeException | Error ex) {
				// No thread for it, say: nobody heard of this term.
				this.current = null;
				throw ex;
			}
			this.toldToken = term.token();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	void lose(Leadership term) {
		this.lock.lock();
		try {
			end(term, term.reasonOfLoss());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Under the lock. The first reason counts, and is the only one that is told. */
	private void end(Leadership term, RevocationReason reason) {
		if (this.current == term) {
			this.current = null;
			term.end(reason);
			this.events.revoked(term, reason);
		}
	}

	/** Waits, less long if this is withdrawn meanwhile. */
	void pause(Duration pause) throws InterruptedException {
		long nanos = pause.toNanos();
		this.lock.lock();
		try {
			while (campaigns() && nanos > 0) {
				nanos = this.changed.awaitNanos(nanos);
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
