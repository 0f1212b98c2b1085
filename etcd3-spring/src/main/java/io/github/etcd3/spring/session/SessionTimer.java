/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a session, on which its state changes. Nothing that blocks runs on
 * it.
 */
interface SessionTimer extends AutoCloseable {

	void after(Duration delay, Runnable task);

	default void run(Runnable task) {
		after(Duration.ZERO, task);
	}

	/** Runs nothing any more; what is waiting is dropped. */
	@Override
	void close();

	static SessionTimer create() {
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "etcd-session");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
		executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		return new SessionTimer() {

			@Override
			public void after(Duration delay, Runnable task) {
				executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
			}

			@Override
			public void close() {
				executor.shutdown();
			}

		};
	}

}
