/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.contention.OwnKey.Place;
import io.github.etcd3.spring.session.SessionLease;

/**
 * The one contender that this JVM sends out for a name, from when it has the turn until
 * its key is surely gone.
 */
final class Contender {

	private static final Logger logger = LoggerFactory.getLogger(Contender.class);

	private static final Duration LEAST_PAUSE = Duration.ofMillis(50);

	private static final Duration GREATEST_PAUSE = Duration.ofSeconds(1);

	private final EtcdContention contention;

	private final Contest contest;

	private final String value;

	private final long since;

	private final News news = new News();

	private volatile @Nullable OwnKey own;

	private volatile @Nullable Holding holding;

	Contender(EtcdContention contention, Contest contest, String value) {
		this.contention = contention;
		this.contest = contest;
		this.value = value;
		this.since = contention.nanos();
	}

	String name() {
		return this.contest.name();
	}

	String value() {
		return this.value;
	}

	@Nullable Holding holding() {
		return this.holding;
	}

	Duration age() {
		return Duration.ofNanos(this.contention.nanos() - this.since);
	}

	EtcdContention contention() {
		return this.contention;
	}

	/**
	 * Contends until the name is held or the time is up.
	 * @return the hold, or {@code null} if somebody else held the name all the time
	 */
	@Nullable Holding contend(long deadline) throws InterruptedException {
		Holding held = null;
		boolean timeIsUp = false;
		try {
			held = persist(deadline);
			timeIsUp = held == null;
			return held;
		}
		finally {
			if (timeIsUp) {
				leaveQueue();
			}
			else if (held == null) {
				leaveQueueLater();
			}
		}
	}

	/** Tries again what may work the next time. */
	private @Nullable Holding persist(long deadline) throws InterruptedException {
		int failures = 0;
		while (true) {
			try {
				return tryToHold(deadline);
			}
			catch (EtcdException ex) {
				if (Thread.interrupted()) {
					throw new InterruptedException("Interrupted while contending for '" + EtcdCall.shown(name()) + "'");
				}
				boolean leaseGone = ex instanceof EtcdLeaseNotFoundException;
				if (leaseGone) {
					abandonLease();
				}
				boolean again = leaseGone ? failures == 0 || left(deadline) > 0 : isTransient(ex) && left(deadline) > 0;
				if (!again || this.contention.isClosed()) {
					throw ex;
				}
				logger.debug("Contending for '{}' failed, trying again: {}", EtcdCall.shown(name()), ex.getMessage());
				pause(failures++, deadline);
			}
		}
	}

	private @Nullable Holding tryToHold(long deadline) throws InterruptedException {
		while (true) {
			// First of all: what comes up from here on is not missed.
			this.news.listen();
			this.contention.checkOpen(name());
			OwnKey key = ownKey();
			Place place = (key.createRevision() == 0) ? key.enter() : key.look();
			if (place == null) {
				continue;
			}
			Holding held = (place.predecessor() == null) ? new Holding(this, key) : null;
			boolean quiet = this.news.expect(key.key(), key.createRevision(), place.predecessor(),
					() -> this.holding = held);
			if (quiet && held != null) {
				return held;
			}
			if (quiet && !waitForNews(key, deadline)) {
				return null;
			}
		}
	}

	private boolean waitForNews(OwnKey key, long deadline) throws InterruptedException {
		long left = left(deadline);
		if (left <= 0) {
			return false;
		}
		this.contest.watch();
		if (!key.lease().isValid()) {
			return true;
		}
		return this.news.await(left);
	}

	/** That of the session's lease: a key goes with its lease. */
	private OwnKey ownKey() {
		SessionLease lease = this.contention.lease();
		OwnKey key = this.own;
		if (key == null || key.lease() != lease) {
			key = new OwnKey(this.contention.calls(), name(), this.value, lease);
			this.own = key;
		}
		return key;
	}

	private void abandonLease() {
		OwnKey key = this.own;
		if (key != null) {
			this.contention.abandon(key.lease(), "etcd does not know it any more");
		}
	}

	private static boolean isTransient(EtcdException failure) {
		return failure instanceof EtcdUnavailableException || failure instanceof EtcdOutcomeUnknownException
				|| failure instanceof EtcdTimeoutException;
	}

	private void pause(int failures, long deadline) throws InterruptedException {
		long greatest = Math.min(GREATEST_PAUSE.toNanos(), LEAST_PAUSE.toNanos() << Math.min(failures, 10));
		long pause = ThreadLocalRandom.current().nextLong(greatest / 2, greatest + 1);
		News.pause(Math.min(pause, Math.max(0, left(deadline))));
	}

	private long left(long deadline) {
		return deadline - this.contention.nanos();
	}

	/** A key was deleted under the name. */
	void deleted(String key, long revision) {
		// First the news, so that either a waiter hears it or its hold is there already.
		this.news.deleted(key, revision);
		Holding held = this.holding;
		if (held != null && key.equals(held.key()) && revision > held.token().value()) {
			held.lose("its key was deleted");
		}
	}

	/** Something may have happened that was not told. Runs where it may block. */
	void resynced() {
		this.news.disturb();
		Holding held = this.holding;
		OwnKey key = this.own;
		int failures = 0;
		while (held != null && key != null && held.isHeld()) {
			try {
				if (!key.exists(held.token().value())) {
					held.lose("its key was deleted");
				}
				return;
			}
			catch (EtcdException ex) {
				logger.debug("Could not check the hold of '{}', trying again: {}", EtcdCall.shown(name()),
						ex.getMessage());
				if (!pauseUninterrupted(failures++)) {
					return;
				}
			}
		}
	}

	private static boolean pauseUninterrupted(int failures) {
		try {
			News.pause(LEAST_PAUSE.toNanos() << Math.min(failures, 5));
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** A lease of the session is lost. */
	void lost(SessionLease lease) {
		this.news.disturb();
		Holding held = this.holding;
		if (held != null && held.lease() == lease) {
			held.lose("the session's lease is lost");
		}
	}

	/** Has a waiter look around. */
	void wake() {
		this.news.disturb();
	}

	void shutDown() {
		Holding held = this.holding;
		if (held != null) {
			held.shutDown();
		}
	}

	/** Deletes the own key, at once if that works, and passes the turn on. */
	void leaveQueue() {
		OwnKey key = this.own;
		if (key == null || Thread.currentThread().isInterrupted()) {
			leaveQueueLater();
			return;
		}
		try {
			key.remove();
			passOn();
		}
		catch (RuntimeException ex) {
			logger.debug("Could not leave the queue with '{}', trying again: {}", EtcdCall.shown(key.key()),
					ex.getMessage());
			leaveQueueLater();
		}
	}

	private void leaveQueueLater() {
		OwnKey key = this.own;
		if (key == null) {
			passOn();
		}
		else {
			this.contention.execute(() -> {
				new Removal(this.contention, key).run();
				passOn();
			});
		}
	}

	/** The own key is settled: the next one may come. */
	void passOn() {
		OwnKey key = this.own;
		this.contest.passTurn();
		if (key != null && key.isUncertain()) {
			this.contention.lateKeys().expect(name(), key);
		}
	}

}
