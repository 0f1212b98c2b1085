/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.client.Ticker;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * Spreads events over several threads: those of one key keep their order, since they have
 * one lane, and Resynced keeps its place among all. Holds a bounded number of events, and
 * lets who brings more wait. Begins closed to traffic; no event is lost while it is.
 */
final class Lanes {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Executor executor;

	private final Consumer<WatchEvent<?>> listener;

	private final int capacity;

	private final Ticker ticker;

	private final List<Lane> lanes;

	/** What has no lane yet, since a Resynced has to be told first. */
	private final Queue<Item> arrivals = new ArrayDeque<>();

	private final Set<Thread> tellers = new HashSet<>();

	private int held;

	/** A Resynced has a lane, and nothing else has. */
	private boolean barrier;

	private State state = State.HALTED;

	/**
	 * Creates them.
	 * @param executor runs the listener, on as many threads as there are lanes
	 * @param listener is told the events; may block
	 * @param count how many lanes
	 * @param capacity how many events to hold, those that are being told included
	 * @param ticker the time
	 */
	Lanes(Executor executor, Consumer<WatchEvent<?>> listener, int count, int capacity, Ticker ticker) {
		this.executor = executor;
		this.listener = listener;
		this.capacity = capacity;
		this.ticker = ticker;
		this.lanes = IntStream.range(0, count).mapToObj((number) -> new Lane()).toList();
	}

	/**
	 * Takes an event over. Waits while there is no room, but not when halted: then there
	 * is at most the one that was on its way. An interrupt stays set.
	 */
	void submit(WatchEvent<?> event) {
		this.lock.lock();
		try {
			while (this.held >= this.capacity && this.state == State.OPEN) {
				this.changed.awaitUninterruptibly();
			}
			if (this.state != State.CLOSED) {
				this.held++;
				this.arrivals.add(new Item(event, this.ticker.nanos()));
				dispatch();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	void open() {
		become(State.OPEN);
	}

	/** Begins no call any more, until it is opened. */
	void halt() {
		become(State.HALTED);
	}

	/** Begins no call any more, and forgets what it holds. */
	void close() {
		become(State.CLOSED);
	}

	private void become(State next) {
		this.lock.lock();
		try {
			if (this.state == State.CLOSED) {
				return;
			}
			this.state = next;
			if (next == State.CLOSED) {
				this.arrivals.clear();
				this.lanes.forEach((lane) -> lane.items.clear());
				this.held = 0;
			}
			this.changed.signalAll();
			dispatch();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void dispatch() {
		distribute();
		if (this.state != State.OPEN) {
			return;
		}
		for (Lane lane : this.lanes) {
			if (!lane.busy && !lane.items.isEmpty()) {
				lane.busy = true;
				this.executor.execute(() -> tellNext(lane));
			}
		}
	}

	private void distribute() {
		while (!this.arrivals.isEmpty() && !this.barrier) {
			String key = this.arrivals.element().key();
			this.barrier = (key == null);
			if (this.barrier && this.lanes.stream().anyMatch((lane) -> !lane.items.isEmpty())) {
				this.barrier = false;
				return;
			}
			this.lanes.get(Math.floorMod(Objects.hashCode(key), this.lanes.size())).items.add(this.arrivals.remove());
		}
	}

	private void tellNext(Lane lane) {
		Item item = begin(lane);
		try {
			if (item != null) {
				this.listener.accept(item.event());
			}
		}
		finally {
			end(lane, item);
		}
	}

	/** An item stays the first of its lane while it is told. */
	private @Nullable Item begin(Lane lane) {
		this.lock.lock();
		try {
			if (this.state != State.OPEN) {
				return null;
			}
			this.tellers.add(Thread.currentThread());
			return lane.items.peek();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void end(Lane lane, @Nullable Item item) {
		this.lock.lock();
		try {
			lane.busy = false;
			this.tellers.remove(Thread.currentThread());
			if (item != null && this.state != State.CLOSED) {
				lane.items.remove();
				this.held--;
				this.barrier &= (item.key() != null);
			}
			this.changed.signalAll();
			dispatch();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until no call is under way. It does not if one of them asks.
	 * @return {@code false} if one still is
	 */
	boolean awaitQuiet(Duration atMost) {
		this.lock.lock();
		try {
			long left = atMost.toNanos();
			while (!this.tellers.isEmpty() && !this.tellers.contains(Thread.currentThread())) {
				if (left <= 0) {
					return false;
				}
				left = this.changed.awaitNanos(left);
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return this.tellers.isEmpty();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many events it holds. */
	int held() {
		this.lock.lock();
		try {
			return this.held;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How long it has had the oldest event, zero if there is none. */
	Duration age() {
		this.lock.lock();
		try {
			long now = this.ticker.nanos();
			return Duration.ofNanos(firsts().mapToLong((item) -> now - item.since()).max().orElse(0));
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The smallest revision that it holds an event of. */
	OptionalLong firstRevision() {
		this.lock.lock();
		try {
			return firsts().mapToLong((item) -> item.event().revision()).min();
		}
		finally {
			this.lock.unlock();
		}
	}

	private Stream<Item> firsts() {
		return Stream.concat(this.lanes.stream().map((lane) -> lane.items), Stream.of(this.arrivals))
			.map(Queue::peek)
			.filter(Objects::nonNull);
	}

	private enum State {

		HALTED, OPEN, CLOSED

	}

	private static final class Lane {

		private final Queue<Item> items = new ArrayDeque<>();

		private boolean busy;

	}

	private record Item(WatchEvent<?> event, long since) {

		/** The key, {@code null} for a Resynced. */
		@Nullable String key() {
			if (this.event instanceof WatchEvent.Put<?> put) {
				return put.key();
			}
			return (this.event instanceof WatchEvent.Delete<?> delete) ? delete.key() : null;
		}

	}

}
