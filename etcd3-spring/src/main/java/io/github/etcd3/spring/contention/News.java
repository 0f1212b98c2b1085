/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * What a waiter hears while it reads its place in the queue and then waits: the watch and
 * the read come by different ways, so a deletion may be told before the read that still
 * shows the key is answered. Thread-safe.
 */
final class News {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Map<String, Long> deleted = new HashMap<>();

	private boolean disturbed;

	private boolean waiting;

	private @Nullable String ownKey;

	private @Nullable String predecessor;

	/** From now on every deletion counts, until {@link #expect} says which. */
	void listen() {
		this.lock.lock();
		try {
			this.deleted.clear();
			this.disturbed = false;
			this.waiting = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Only these two keys matter from now on.
	 * @param createRevision that of the own key: its deletions before are old news
	 * @param nearest the predecessor, {@code null} for none
	 * @param agreed done if so, before anything else can come up
	 * @return {@code false} if one of them was deleted since {@link #listen()}, or
	 * something else came up: read again
	 */
	boolean expect(String own, long createRevision, @Nullable String nearest, Runnable agreed) {
		this.lock.lock();
		try {
			if (this.disturbed || this.deleted.getOrDefault(own, 0L) > createRevision
					|| (nearest != null && this.deleted.containsKey(nearest))) {
				return false;
			}
			this.ownKey = own;
			this.predecessor = nearest;
			this.waiting = true;
			agreed.run();
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** A key under the name was deleted. */
	void deleted(String key, long revision) {
		this.lock.lock();
		try {
			if (!this.waiting) {
				this.deleted.put(key, revision);
			}
			else if (key.equals(this.predecessor) || key.equals(this.ownKey)) {
				disturb();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Something happened that makes the waiter look around. */
	void disturb() {
		this.lock.lock();
		try {
			this.disturbed = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until one of the two keys is deleted, or something else comes up.
	 * @return {@code false} if nothing did in time
	 */
	boolean await(long nanos) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			long left = nanos;
			while (!this.disturbed && left > 0) {
				left = this.changed.awaitNanos(left);
			}
			return this.disturbed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Waits where nothing can be expected. */
	static void pause(long nanos) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(nanos);
	}

}
