/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;

/**
 * Notices who leads, here or elsewhere. The watch only says when to read again, and it is
 * read only when the first in the queue has changed: many candidates that come and go
 * cost nothing.
 */
final class LeaderObserver {

	private static final Logger logger = LoggerFactory.getLogger(LeaderObserver.class);

	/** As logs show it. */
	private final String electionName;

	private final Ballot ballot;

	private final Candidacy candidacy;

	private final Executor executor;

	private final Object monitor = new Object();

	private Ballot.@Nullable Watching watching;

	private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());

	/** Who was first when it was last read. */
	private Ballot.@Nullable Front front;

	/** Whether a read is under way, or waits to be repeated. */
	private boolean reading;

	/** Whether something changed since the read under way began. */
	private boolean readAgain;

	/**
	 * Creates an observer that is not started.
	 * @param executor where to read, and to wait for the answer
	 */
	LeaderObserver(String electionName, Ballot ballot, Candidacy candidacy, Executor executor) {
		this.electionName = EtcdCall.shown(electionName);
		this.ballot = ballot;
		this.candidacy = candidacy;
		this.executor = executor;
	}

	void start() {
		synchronized (this.monitor) {
			if (this.watching == null) {
				this.watching = this.ballot.watch(new Ballot.Changes() {

					@Override
					public void changed(String key, boolean deleted) {
						LeaderObserver.this.changed(key, deleted);
					}

					@Override
					public void resynced() {
						read();
					}

				});
			}
		}
	}

	void stop() {
		Ballot.Watching stopped;
		synchronized (this.monitor) {
			stopped = this.watching;
			this.watching = null;
		}
		if (stopped != null) {
			stopped.close();
		}
	}

	private void changed(String key, boolean deleted) {
		synchronized (this.monitor) {
			if (this.reading || this.front == null || (deleted && key.equals(this.front.key()))) {
				read();
			}
		}
	}

	private void read() {
		synchronized (this.monitor) {
			if (this.reading) {
				this.readAgain = true;
				return;
			}
			this.reading = true;
		}
		this.executor.execute(this::readUntilSettled);
	}

	private void readUntilSettled() {
		while (begins()) {
			long terms = this.candidacy.terms();
			Optional<Ballot.Front> now;
			try {
				now = this.ballot.front();
			}
			catch (RuntimeException ex) {
				failed(ex);
				return;
			}
			this.backoff.reset();
			boolean settled = this.candidacy.observe(now.orElse(null), terms);
			synchronized (this.monitor) {
				this.front = now.orElse(null);
				if (settled && !this.readAgain) {
					this.reading = false;
					return;
				}
			}
		}
	}

	private boolean begins() {
		synchronized (this.monitor) {
			this.readAgain = false;
			this.reading = this.watching != null;
			return this.reading;
		}
	}

	private void failed(RuntimeException failure) {
		if (!this.backoff.isFailing()) {
			logger.warn("Reading who leads the election '{}' failed, and is repeated until it succeeds: {}",
					this.electionName, failure.toString());
		}
		long pause = this.backoff.next().toMillis();
		logger.debug("Reading who leads the election '{}' failed, next attempt in {} ms", this.electionName, pause,
				failure);
		CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, this.executor).execute(this::readUntilSettled);
	}

}
