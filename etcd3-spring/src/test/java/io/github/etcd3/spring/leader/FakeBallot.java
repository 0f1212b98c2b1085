/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.FencingToken;

/**
 * An etcd in which the test decides who wins, what is lost and who is seen to lead.
 */
final class FakeBallot implements Ballot {

	/** What win() meets with, in order. */
	private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

	private final AtomicInteger queueing = new AtomicInteger();

	private volatile @Nullable Outcome answerToInterrupt;

	private volatile ThrowingFront front = Optional::empty;

	private volatile @Nullable Changes changes;

	@Override
	public Mandate win() throws InterruptedException {
		this.queueing.incrementAndGet();
		try {
			return this.outcomes.take().get();
		}
		catch (InterruptedException ex) {
			Outcome answer = this.answerToInterrupt;
			if (answer == null) {
				throw ex;
			}
			Thread.currentThread().interrupt();
			return answer.get();
		}
		finally {
			this.queueing.decrementAndGet();
		}
	}

	/** Lets the candidate win, now or when it asks next. */
	FakeMandate elect(long token) {
		FakeMandate mandate = new FakeMandate(token);
		this.outcomes.add(() -> mandate);
		return mandate;
	}

	/** Lets win() succeed at the very moment at which it is interrupted. */
	FakeMandate electWhenInterrupted(long token) {
		FakeMandate mandate = new FakeMandate(token);
		this.answerToInterrupt = () -> mandate;
		return mandate;
	}

	void fail(RuntimeException failure) {
		this.outcomes.add(() -> {
			throw failure;
		});
	}

	void fail(Error failure) {
		this.outcomes.add(() -> {
			throw failure;
		});
	}

	boolean isQueueing() {
		return this.queueing.get() > 0;
	}

	@Override
	public Optional<Front> front() {
		return this.front.read();
	}

	void showFront(String candidateId, long token, boolean own) {
		showFront(() -> Optional.of(front(candidateId, token, own)));
	}

	void showFront(ThrowingFront front) {
		this.front = front;
	}

	static Front front(String candidateId, long token, boolean own) {
		return new Front("elections/test/" + Long.toHexString(token), candidateId, new FencingToken(token), own);
	}

	@Override
	public Watching watch(Changes changes) {
		this.changes = changes;
		return () -> this.changes = null;
	}

	boolean isWatched() {
		return this.changes != null;
	}

	Changes changes() {
		Changes current = this.changes;
		if (current == null) {
			throw new IllegalStateException("The election does not watch");
		}
		return current;
	}

	interface Outcome {

		Mandate get();

	}

	interface ThrowingFront {

		Optional<Front> read();

	}

}
