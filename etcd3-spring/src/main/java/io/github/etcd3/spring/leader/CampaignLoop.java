/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * What a candidate's thread does: queue, lead, clean up, and so on as long as it is
 * wanted. A failure is a reason to try again later, never to end.
 */
final class CampaignLoop {

	private static final Logger logger = LoggerFactory.getLogger(CampaignLoop.class);

	private final LeaderElectionSettings settings;

	private final Ballot ballot;

	private final EtcdKvTemplate kv;

	private final LeadershipEvents events;

	private final LeaderWork work;

	private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());

	CampaignLoop(LeaderElectionSettings settings, Ballot ballot, EtcdKvTemplate kv, LeadershipEvents events,
			LeaderWork work) {
		this.settings = settings;
		this.ballot = ballot;
		this.kv = kv;
		this.events = events;
		this.work = work;
	}

	void run(Candidacy candidacy) {
		while (candidacy.joinQueue()) {
			try {
				campaign(candidacy);
			}
			catch (InterruptedException ex) {
				// A withdrawal: joinQueue() asks whether it still holds.
			}
		}
	}

	private void campaign(Candidacy candidacy) throws InterruptedException {
		try {
			Mandate mandate = win(candidacy);
			this.backoff.reset();
			try {
				lead(candidacy, mandate);
			}
			finally {
				mandate.release();
			}
		}
		catch (RuntimeException | Error ex) {
			// An Error too: who gives up after one failed allocation never leads again.
			failed(candidacy, ex);
		}
	}

	private Mandate win(Candidacy candidacy) throws InterruptedException {
		try {
			return this.ballot.win();
		}
		finally {
			candidacy.leaveQueue();
		}
	}

	private void lead(Candidacy candidacy, Mandate mandate) throws InterruptedException {
		Leadership term = new Leadership(this.settings, mandate, this.kv);
		if (!candidacy.begin(term)) {
			return;
		}
		mandate.onLost(() -> candidacy.lose(term));
		term.awaitEnd();
		if (!term.wasLost()) {
			awaitWork();
		}
	}

	/** Before the key goes, so that two leaders do not work at the same time. */
	private void awaitWork() throws InterruptedException {
		Duration timeout = this.settings.workTimeout();
		if (timeout.isZero()) {
			return;
		}
		long start = System.nanoTime();
		boolean ended = this.work.awaitEnd(timeout)
				&& this.events.awaitTold(timeout.minusNanos(System.nanoTime() - start));
		if (!ended) {
			logger.warn("Leader work or a listener of the election '{}' still runs {} after this candidate withdrew; "
					+ "the next one may lead now all the same", EtcdCall.shown(this.settings.name()), timeout);
		}
	}

	private void failed(Candidacy candidacy, Throwable failure) throws InterruptedException {
		boolean first = !this.backoff.isFailing();
		Duration pause = this.backoff.next();
		if (first) {
			logger.warn("Campaigning in the election '{}' failed, and is repeated until it succeeds: {}",
					EtcdCall.shown(this.settings.name()), failure.toString());
		}
		logger.debug("Campaigning in the election '{}' failed, next attempt in {}",
				EtcdCall.shown(this.settings.name()), pause, failure);
		candidacy.pause(pause);
	}

}
