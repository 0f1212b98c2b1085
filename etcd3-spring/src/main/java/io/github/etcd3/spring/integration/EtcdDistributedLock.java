/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.integration.support.locks.DistributedLock;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

/**
 * A lock of one key. Threads of this application come one after another, and the first of
 * them contends in etcd.
 */
final class EtcdDistributedLock implements DistributedLock {

	private static final Logger logger = LoggerFactory.getLogger(EtcdDistributedLock.class);

	private static final Duration FOR_EVER = Duration.ofDays(36_500);

	private final EtcdLockTemplate template;

	private final String name;

	private final ReentrantLock local = new ReentrantLock(true);

	/** Guarded by the local lock. */
	private @Nullable EtcdLock held;

	/** Guarded by the local lock. */
	private @Nullable Duration timeToLive;

	private volatile long lastUsed = System.nanoTime();

	EtcdDistributedLock(EtcdLockTemplate template, String key) {
		this.template = template;
		// A slash would nest locks in etcd.
		this.name = key.replace("%", "%25").replace("/", "%2F");
	}

	void used() {
		this.lastUsed = System.nanoTime();
	}

	Duration idle() {
		return Duration.ofNanos(System.nanoTime() - this.lastUsed);
	}

	boolean isUnused() {
		return !this.local.isLocked() && !this.local.hasQueuedThreads();
	}

	@Override
	public void lock() {
		lockUninterruptibly(null);
	}

	@Override
	public void lock(Duration ttl) {
		lockUninterruptibly(positive(ttl));
	}

	private void lockUninterruptibly(@Nullable Duration ttl) {
		boolean interrupted = Thread.interrupted();
		try {
			while (true) {
				this.local.lock();
				try {
					if (hold(FOR_EVER, ttl)) {
						return;
					}
					throw lost();
				}
				catch (InterruptedException ex) {
					interrupted = true;
				}
			}
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void lockInterruptibly() throws InterruptedException {
		this.local.lockInterruptibly();
		if (!hold(FOR_EVER, null)) {
			throw lost();
		}
	}

	@Override
	public boolean tryLock() {
		try {
			return this.local.tryLock() && hold(Duration.ZERO, null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	@Override
	public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
		return tryToLock(unit.toNanos(time), null);
	}

	@Override
	public boolean tryLock(Duration wait, Duration ttl) throws InterruptedException {
		return tryToLock((wait.compareTo(FOR_EVER) < 0) ? wait.toNanos() : FOR_EVER.toNanos(), positive(ttl));
	}

	private boolean tryToLock(long nanos, @Nullable Duration ttl) throws InterruptedException {
		long since = System.nanoTime();
		if (!this.local.tryLock(nanos, TimeUnit.NANOSECONDS)) {
			return false;
		}
		return hold(Duration.ofNanos(Math.max(0, nanos - (System.nanoTime() - since))), ttl);
	}

	private static Duration positive(Duration ttl) {
		if (ttl.isNegative() || ttl.isZero()) {
			throw new IllegalArgumentException("The time to live of a lock must be positive: " + ttl);
		}
		return ttl;
	}

	/**
	 * The second half of getting it, with the local lock; without it, where that fails.
	 */
	private boolean hold(Duration wait, @Nullable Duration ttl) throws InterruptedException {
		boolean done = false;
		try {
			done = isNested() ? isOurs() : acquire(wait, ttl);
			return done;
		}
		catch (EtcdInterruptedException ex) {
			// As who may throw one of Java's has it.
			Thread.interrupted();
			InterruptedException interrupted = new InterruptedException(ex.getMessage());
			interrupted.initCause(ex);
			throw interrupted;
		}
		finally {
			if (!done) {
				this.local.unlock();
			}
		}
	}

	private boolean isNested() {
		return this.local.getHoldCount() > 1;
	}

	private boolean isOurs() {
		EtcdLock present = this.held;
		return present != null && present.verify();
	}

	private boolean acquire(Duration wait, @Nullable Duration ttl) {
		EtcdLock acquired = this.template.tryAcquire(this.name, wait).orElse(null);
		if (acquired != null && ttl != null) {
			acquired.limit(ttl);
		}
		this.held = acquired;
		this.timeToLive = ttl;
		return acquired != null;
	}

	/**
	 * Makes sure of it, and has it live that long from now on.
	 * @throws IllegalStateException if this thread does not hold it
	 */
	void renew(@Nullable Duration ttl) {
		EtcdLock present = this.local.isHeldByCurrentThread() ? this.held : null;
		if (present == null || !present.verify()) {
			throw notHeld();
		}
		if (ttl != null) {
			this.timeToLive = positive(ttl);
		}
		if (this.timeToLive != null) {
			present.limit(present.age().plus(this.timeToLive));
			if (!present.isHeld()) {
				throw notHeld();
			}
		}
	}

	private IllegalStateException notHeld() {
		return new IllegalStateException("The " + this + " can't be renewed: this thread does not hold it, or lost it");
	}

	@Override
	public void unlock() {
		if (!this.local.isHeldByCurrentThread()) {
			throw new IllegalMonitorStateException("The " + this + " is not held by this thread");
		}
		if (isNested()) {
			this.local.unlock();
			return;
		}
		boolean interrupted = Thread.interrupted();
		try {
			EtcdLock ended = this.held;
			this.held = null;
			if (ended == null || !release(ended)) {
				throw lost();
			}
		}
		finally {
			this.local.unlock();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Answers whether it was held until now. */
	private boolean release(EtcdLock lock) {
		boolean ours;
		try {
			ours = lock.verify();
		}
		catch (EtcdException ex) {
			logger.debug("Could not ask etcd for the {}: {}", this, ex.getMessage());
			ours = !lock.isLost();
		}
		lock.close();
		return ours;
	}

	private ConcurrentModificationException lost() {
		return new ConcurrentModificationException(
				"The " + this + " was lost: its time to live has passed, its session ended or its key was deleted."
						+ " Another application may have held it meanwhile: check what was done under it.");
	}

	@Override
	public Condition newCondition() {
		throw new UnsupportedOperationException("Locks in etcd have no conditions");
	}

	@Override
	public String toString() {
		return "lock '" + EtcdCall.shown(this.name) + "'";
	}

}
