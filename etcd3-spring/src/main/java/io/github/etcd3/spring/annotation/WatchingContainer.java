/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.Ticker;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * A watch, and the lanes in which its events come to the method. The lanes belong to this
 * container, and not to the watch, so that once it is stopped no call begins any more:
 * the event that the watch was about to tell waits in its lane.
 */
final class WatchingContainer implements EtcdListenerContainer {

	static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

	/** How many events wait for each lane, on average. */
	static final int EVENTS_PER_LANE = 32;

	private static final Logger logger = LoggerFactory.getLogger(WatchingContainer.class);

	private static final Duration IDLE_THREADS_END = Duration.ofSeconds(10);

	private final String id;

	private final ListenerMethod method;

	private final Set<EtcdEventType> types;

	private final WatchStarter starter;

	private final ThreadPoolExecutor threads;

	private final Lanes lanes;

	private final Object monitor = new Object();

	private @Nullable EtcdWatch watch;

	private boolean running;

	/** Whether it goes on when its context does. */
	private boolean wanted;

	private boolean closed;

	/**
	 * Creates a container.
	 * @param id its name
	 * @param autoStartup whether it starts with its context
	 * @param concurrency how many calls may be under way at once
	 * @param types the events to tell
	 * @param method is called
	 * @param starter starts the watch
	 * @param ticker the time
	 */
	WatchingContainer(String id, boolean autoStartup, int concurrency, Set<EtcdEventType> types, ListenerMethod method,
			WatchStarter starter, Ticker ticker) {
		this.id = id;
		this.wanted = autoStartup;
		this.types = Set.copyOf(types);
		this.method = method;
		this.starter = starter;
		this.threads = threads(id, concurrency);
		this.lanes = new Lanes(this.threads, method::call, concurrency, concurrency * EVENTS_PER_LANE, ticker);
	}

	private static ThreadPoolExecutor threads(String id, int count) {
		AtomicInteger number = new AtomicInteger();
		ThreadPoolExecutor threads = new ThreadPoolExecutor(count, count, IDLE_THREADS_END.toNanos(),
				TimeUnit.NANOSECONDS, new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task,
							"etcd-listener-" + EtcdCall.shown(id) + "-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		threads.allowCoreThreadTimeOut(true);
		return threads;
	}

	@Override
	public String id() {
		return this.id;
	}

	ListenerMethod method() {
		return this.method;
	}

	@Override
	public void start() {
		synchronized (this.monitor) {
			if (this.closed) {
				throw new IllegalStateException("The etcd listener '" + EtcdCall.shown(this.id)
						+ "' can't start any more: its context is closed");
			}
			this.wanted = true;
			if (this.running) {
				return;
			}
			this.lanes.open();
			if (this.watch == null) {
				this.watch = this.starter.start(this::take, this.method);
			}
			else {
				this.watch.resume();
			}
			this.running = true;
		}
	}

	/** Starts with its context, if it does so or did run when that stopped. */
	void startIfWanted() {
		synchronized (this.monitor) {
			if (this.wanted && !this.closed) {
				start();
			}
		}
	}

	private void take(WatchEvent<?> event) {
		if (this.types.contains(EtcdEventType.of(event))) {
			this.lanes.submit(event);
		}
	}

	@Override
	public void stop() {
		synchronized (this.monitor) {
			this.wanted = false;
			halt();
		}
		awaitQuiet(STOP_TIMEOUT);
	}

	/** Stops without waiting, and goes on with its context. */
	void halt() {
		synchronized (this.monitor) {
			this.running = false;
			// First, so that what the watch has at hand finds room.
			this.lanes.halt();
			if (this.watch != null) {
				this.watch.pause();
			}
		}
	}

	/** Waits until no call is under way, unless one of them asks. */
	void awaitQuiet(Duration atMost) {
		if (!this.lanes.awaitQuiet(atMost) && !Thread.currentThread().isInterrupted()) {
			logger.warn("A call of the etcd listener '{}', {}, is still under way: it did not end within {} s",
					EtcdCall.shown(this.id), this.method, STOP_TIMEOUT.toSeconds());
		}
	}

	/** Ends the watch. Waits for nothing. */
	void close() {
		synchronized (this.monitor) {
			this.closed = true;
			this.running = false;
			this.lanes.close();
			if (this.watch != null) {
				this.watch.close();
			}
		}
		this.threads.shutdown();
	}

	@Override
	public boolean isRunning() {
		synchronized (this.monitor) {
			return this.running;
		}
	}

	@Override
	public int pending() {
		EtcdWatch current = watch();
		return this.lanes.held() + ((current != null) ? current.pending() : 0);
	}

	@Override
	public Duration lag() {
		EtcdWatch current = watch();
		Duration here = this.lanes.age();
		Duration there = (current != null) ? current.lag() : Duration.ZERO;
		return (here.compareTo(there) > 0) ? here : there;
	}

	@Override
	public long revision() {
		EtcdWatch current = watch();
		if (current == null) {
			return 0;
		}
		// In this order: an event is in a lane before it counts as told.
		long told = current.revision();
		return Math.min(told, this.lanes.firstRevision().orElse(Long.MAX_VALUE) - 1);
	}

	private @Nullable EtcdWatch watch() {
		synchronized (this.monitor) {
			return this.watch;
		}
	}

	@Override
	public String toString() {
		return "EtcdListenerContainer[id=" + EtcdCall.shown(this.id) + ", running=" + isRunning() + ", method="
				+ this.method + "]";
	}

}
