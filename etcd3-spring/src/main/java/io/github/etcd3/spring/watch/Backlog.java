/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;

import io.etcd.jetcd.watch.WatchEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.Ticker;

/**
 * What waits for a {@link RangeListener}, and how much. Thread-safe.
 */
final class Backlog {

	private static final Logger logger = LoggerFactory.getLogger(Backlog.class);

	private final String name;

	private final RangeListener listener;

	private final int capacity;

	private final Executor executor;

	private final Ticker ticker;

	private final Owner owner;

	/** When each of the waiting calls came, the oldest first. */
	private final Queue<Long> arrivals = new ArrayDeque<>();

	/** Events that the listener is not done with. */
	private int pending;

	/** Those of them that are in the call under way. */
	private int underWay;

	private boolean full;

	private @Nullable Class<?> lastFailure;

	private volatile boolean closed;

	/**
	 * Begins empty.
	 * @param name what is watched, for messages
	 * @param listener is told what waits
	 * @param capacity how many events may wait before it is full
	 * @param executor runs the listener's calls, one at a time
	 * @param ticker tells the time
	 * @param owner is told what becomes of it
	 */
	Backlog(String name, RangeListener listener, int capacity, SerialExecutor executor, Ticker ticker, Owner owner) {
		this.name = name;
		this.listener = listener;
		this.capacity = capacity;
		this.executor = executor;
		this.ticker = ticker;
		this.owner = owner;
	}

	/** Adds events, full or not, and tells whether there is room for more. */
	synchronized boolean changed(List<WatchEvent> events, long revision) {
		add(events.size(), () -> this.listener.changed(events, revision));
		return !this.full;
	}

	synchronized void reset(RangeState state) {
		add(0, () -> this.listener.reset(state));
	}

	/** What is no news is not told: a watch that is tried again fails many times. */
	synchronized void failed(EtcdException failure) {
		if (failure.getClass() != this.lastFailure) {
			this.lastFailure = failure.getClass();
			add(0, () -> this.listener.failed(failure));
		}
	}

	/** From now on each failure is news. */
	synchronized void succeeded() {
		this.lastFailure = null;
	}

	private void add(int events, Runnable call) {
		this.pending += events;
		this.full |= this.pending >= this.capacity;
		this.arrivals.add(this.ticker.nanos());
		this.executor.execute(() -> run(events, call));
	}

	private void run(int events, Runnable call) {
		synchronized (this) {
			this.underWay = events;
		}
		try {
			if (!this.closed) {
				call.run();
			}
		}
		catch (RuntimeException | Error ex) {
			logger.warn("What happened under '{}' could not be taken over; it is read again", this.name, ex);
			this.owner.missed();
		}
		int rest;
		synchronized (this) {
			this.arrivals.poll();
			rest = this.underWay;
		}
		done(rest);
	}

	/**
	 * Takes note that the listener is done with some events of the call under way; with
	 * the rest of them it is when the call returns.
	 */
	void done(int events) {
		synchronized (this) {
			this.underWay -= events;
			this.pending -= events;
			if (!this.full || this.pending > this.capacity / 2) {
				return;
			}
			this.full = false;
		}
		this.owner.room();
	}

	synchronized int pending() {
		return this.pending;
	}

	synchronized boolean isEmpty() {
		return this.arrivals.isEmpty();
	}

	/** How long ago the oldest came of what the listener is not done with. */
	synchronized Duration lag() {
		Long oldest = this.arrivals.peek();
		return (oldest != null) ? Duration.ofNanos(this.ticker.nanos() - oldest) : Duration.ZERO;
	}

	/** Nothing more is told, but for a call that is under way. */
	void close() {
		this.closed = true;
	}

	/**
	 * Is told what becomes of a backlog, on the thread of the listener.
	 */
	interface Owner {

		/** Half of what may wait is free again, after it was full. */
		void room();

		/** The listener threw something: what it was told is lost. */
		void missed();

	}

}
