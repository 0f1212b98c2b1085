/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The work that only a leader does: who is at it, so that a resignation can wait.
 */
final class LeaderWork {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition ended = this.lock.newCondition();

	/** Threads, and stages for work that goes on without them. */
	private final List<Object> workers = new ArrayList<>();

	<T extends @Nullable Object, X extends Exception> LeaderResult<T> callIfLeader(
			Supplier<Optional<Leadership>> leadership, LeaderCallback<T, X> work) throws X {
		// Before the question, so that whoever takes leadership away sees this work.
		enter(Thread.currentThread());
		try {
			Leadership term = leadership.get().orElse(null);
			if (term == null) {
				return new LeaderResult<>(false, null);
			}
			T result = work.call(term);
			if (result instanceof CompletionStage<?> stage) {
				enter(stage);
				stage.whenComplete((value, failure) -> leave(stage));
			}
			return new LeaderResult<>(true, result);
		}
		finally {
			leave(Thread.currentThread());
		}
	}

	private void enter(Object worker) {
		this.lock.lock();
		try {
			this.workers.add(worker);
		}
		finally {
			this.lock.unlock();
		}
	}

	private void leave(Object worker) {
		this.lock.lock();
		try {
			this.workers.remove(worker);
			this.ended.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whether the caller does such work, and would wait for itself. */
	boolean isWorking() {
		this.lock.lock();
		try {
			return this.workers.contains(Thread.currentThread());
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until nobody works.
	 * @return whether it was in time
	 */
	boolean awaitEnd(Duration timeout) throws InterruptedException {
		long nanos = timeout.toNanos();
		this.lock.lock();
		try {
			while (!this.workers.isEmpty()) {
				if (nanos <= 0) {
					return false;
				}
				nanos = this.ended.awaitNanos(nanos);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

}
