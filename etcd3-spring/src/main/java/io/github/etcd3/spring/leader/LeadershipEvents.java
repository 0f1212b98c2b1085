/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;

/**
 * Tells one election's listeners what happened: one thing after another, on a thread of
 * their own, which ends while there is nothing to tell.
 */
final class LeadershipEvents {

	private static final Logger logger = LoggerFactory.getLogger(LeadershipEvents.class);

	private static final Duration IDLE = Duration.ofSeconds(1);

	/** As logs show it. */
	private final String electionName;

	private final List<LeadershipListener> listeners = new CopyOnWriteArrayList<>();

	private final ThreadPoolExecutor executor;

	private volatile @Nullable Thread thread;

	LeadershipEvents(String electionName) {
		this.electionName = EtcdCall.shown(electionName);
		this.executor = new ThreadPoolExecutor(1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				this::newThread);
		this.executor.allowCoreThreadTimeOut(true);
	}

	private Thread newThread(Runnable task) {
		Thread created = new Thread(task, "etcd-election-events-" + this.electionName);
		created.setDaemon(true);
		this.thread = created;
		return created;
	}

	void add(LeadershipListener listener) {
		this.listeners.add(listener);
	}

	void remove(LeadershipListener listener) {
		this.listeners.remove(listener);
	}

	void granted(Leadership leadership) {
		this.executor.execute(() -> {
			logger.info("Candidate '{}' leads the election '{}', token {}", EtcdCall.shown(leadership.candidateId()),
					this.electionName, leadership.token());
			tell((listener) -> listener.granted(leadership));
		});
	}

	void revoked(Leadership leadership, RevocationReason reason) {
		this.executor.execute(() -> {
			logger.info("Candidate '{}' no longer leads the election '{}', token {}: {}",
					EtcdCall.shown(leadership.candidateId()), this.electionName, leadership.token(), reason);
			tell((listener) -> listener.revoked(leadership, reason));
		});
	}

	void leaderChanged(Leader leader) {
		this.executor.execute(() -> {
			logger.info("Candidate '{}' leads the election '{}' elsewhere, token {}",
					EtcdCall.shown(leader.candidateId()), this.electionName, leader.token());
			tell((listener) -> listener.leaderChanged(leader));
		});
	}

	private void tell(Consumer<LeadershipListener> event) {
		for (LeadershipListener listener : this.listeners) {
			try {
				event.accept(listener);
			}
			catch (RuntimeException | Error ex) {
				// Its failure is no other listener's, and must not end the order of
				// events.
				logger.error("A listener of the election '{}' failed: {}", this.electionName,
						listener.getClass().getName(), ex);
			}
		}
	}

	/** Whether the caller is a listener, which would wait for itself. */
	boolean isListening() {
		return Thread.currentThread() == this.thread;
	}

	/**
	 * Waits until all that happened so far is told.
	 * @return whether it was in time
	 */
	boolean awaitTold(Duration timeout) throws InterruptedException {
		CountDownLatch told = new CountDownLatch(1);
		this.executor.execute(told::countDown);
		return told.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

}
