/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

import io.github.etcd3.spring.client.Ticker;

/**
 * Time that goes on only when a test says so, and runs then what is due.
 */
class FakeTime implements Ticker, SessionTimer {

	private final PriorityQueue<Task> tasks = new PriorityQueue<>(
			Comparator.comparingLong(Task::due).thenComparingLong(Task::number));

	private long now = Long.MAX_VALUE - Duration.ofSeconds(10).toNanos();

	private long number;

	private boolean closed;

	@Override
	public long nanos() {
		return this.now;
	}

	@Override
	public void after(Duration delay, Runnable task) {
		if (!this.closed) {
			// Relative to the start, since the clock itself may overflow.
			this.tasks.add(new Task(this.elapsed + delay.toNanos(), this.number++, task));
			if (!this.running && delay.isZero()) {
				advance(Duration.ZERO);
			}
		}
	}

	private long elapsed;

	private boolean running;

	void advance(Duration time) {
		long until = this.elapsed + time.toNanos();
		this.running = true;
		while (!this.tasks.isEmpty() && this.tasks.peek().due() <= until) {
			Task task = this.tasks.remove();
			move(Math.max(0, task.due() - this.elapsed));
			task.work().run();
		}
		move(until - this.elapsed);
		this.running = false;
	}

	/** The process stands still: time goes on, and nothing runs. */
	void pause(Duration time) {
		move(time.toNanos());
	}

	private void move(long nanos) {
		this.elapsed += nanos;
		this.now += nanos;
	}

	@Override
	public void close() {
		this.closed = true;
		this.tasks.clear();
	}

	private record Task(long due, long number, Runnable work) {

	}

}
