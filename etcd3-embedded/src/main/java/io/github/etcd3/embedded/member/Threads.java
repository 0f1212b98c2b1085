/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a member, which a restart keeps. They are its own, not the JVM's common
 * pool: this JVM's clients may have filled that with their waiting for an answer.
 */
public final class Threads {

	private static final Logger logger = LoggerFactory.getLogger(Threads.class);

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "etcd-embedded-timer");
		thread.setDaemon(true);
		return thread;
	});

	private final ExecutorService worker = IdleThread.named("etcd-embedded-worker");

	Threads() {
	}

	/**
	 * A thread for short tasks later on; user code and gRPC's streams stay off it.
	 * @return the timer
	 */
	public ScheduledExecutorService timer() {
		return this.timer;
	}

	/**
	 * A thread for what belongs neither on the timer nor on an event loop: calls that
	 * were held up, and computations of some milliseconds. Tasks run one at a time, in
	 * the order in which they come, and must not wait for anything.
	 * @return the worker; what it is given after the member's end it drops
	 */
	public Executor worker() {
		return this.worker;
	}

	/**
	 * Runs a short task again and again in the timer's thread. A run that fails is
	 * logged, and the next one comes all the same.
	 * @param task the task
	 * @param interval how long after the end of one run the next one begins
	 * @return to end it
	 */
	public Future<?> repeat(Runnable task, Duration interval) {
		long nanos = interval.toNanos();
		return this.timer.scheduleWithFixedDelay(() -> {
			try {
				task.run();
			}
			catch (RuntimeException ex) {
				logger.error("A repeated task of the embedded etcd failed; it will run again", ex);
			}
		}, nanos, nanos, TimeUnit.NANOSECONDS);
	}

	void close() {
		this.timer.shutdownNow();
		this.worker.shutdownNow();
	}

}
