/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time, in the order in which they come, on the threads of another
 * executor.
 */
final class SerialExecutor implements Executor {

	private final Executor executor;

	private final Queue<Runnable> waiting = new ArrayDeque<>();

	private boolean running;

	SerialExecutor(Executor executor) {
		this.executor = executor;
	}

	@Override
	public void execute(Runnable task) {
		synchronized (this.waiting) {
			this.waiting.add(task);
			if (this.running) {
				return;
			}
			this.running = true;
		}
		start();
	}

	/** If that fails the tasks stay, and are run with the next one that comes. */
	private void start() {
		boolean started = false;
		try {
			this.executor.execute(this::runAll);
			started = true;
		}
		finally {
			if (!started) {
				synchronized (this.waiting) {
					this.running = false;
				}
			}
		}
	}

	private void runAll() {
		for (Runnable task = next(); task != null; task = next()) {
			try {
				task.run();
			}
			catch (RuntimeException | Error ex) {
				// The thread ends with it; the rest goes on in another one.
				start();
				throw ex;
			}
		}
	}

	private @Nullable Runnable next() {
		synchronized (this.waiting) {
			Runnable next = this.waiting.poll();
			this.running = next != null;
			return next;
		}
	}

}
