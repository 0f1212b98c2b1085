/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.etcd3.spring.contention.Holding;

/**
 * Tells an observer of the locks of one template.
 *
 * @param template the name of the template
 * @param observer who is told
 */
record ObservedLocks(String template, LockObserver observer) {

	Optional<Holding> acquire(Acquisition acquisition) throws InterruptedException {
		long start = System.nanoTime();
		LockObserver.Wait outcome = LockObserver.Wait.FAILED;
		try {
			Optional<Holding> holding = acquisition.acquire();
			outcome = holding.isPresent() ? LockObserver.Wait.ACQUIRED : LockObserver.Wait.TIMEOUT;
			return holding;
		}
		catch (InterruptedException ex) {
			outcome = LockObserver.Wait.INTERRUPTED;
			throw ex;
		}
		finally {
			this.observer.waited(this.template, since(start), outcome);
		}
	}

	/**
	 * Tells of a hold.
	 * @return releases it
	 */
	Runnable held(Holding holding) {
		if (this.observer == LockObserver.NONE) {
			return holding::release;
		}
		long start = System.nanoTime();
		AtomicBoolean told = new AtomicBoolean();
		this.observer.acquired(this.template);
		holding.onLost(() -> end(start, told, true));
		return () -> {
			holding.release();
			if (!holding.isLost()) {
				end(start, told, false);
			}
		};
	}

	private void end(long start, AtomicBoolean told, boolean lost) {
		if (told.compareAndSet(false, true)) {
			this.observer.ended(this.template, since(start), lost);
		}
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	/** Asks for a lock. */
	@FunctionalInterface
	interface Acquisition {

		Optional<Holding> acquire() throws InterruptedException;

	}

}
