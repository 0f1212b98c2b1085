/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.watch.PrefixWatch;
import io.github.etcd3.spring.watch.PrefixWatchListener;

/**
 * One name for which this JVM contends: the fair queue of its own threads, of which one
 * at a time contends in etcd, and the watch on the name's keys. The watch stays open for
 * a while after it was needed, since opening one costs more than a whole hand-off.
 */
final class Contest implements PrefixWatchListener {

	/** A hold that lasts longer is worth a watch that sees its key deleted. */
	private static final Duration LONG_HOLD = Duration.ofSeconds(1);

	private static final Duration LINGER = Duration.ofSeconds(10);

	private static final int ALL = Integer.MAX_VALUE / 2;

	private final EtcdContention contention;

	private final String name;

	private final Semaphore turn = new Semaphore(1, true);

	private volatile @Nullable Contender live;

	private @Nullable PrefixWatch watch;

	private long watchNeeded;

	/** How many need this object; the map of contests counts. */
	private int users;

	Contest(EtcdContention contention, String name) {
		this.contention = contention;
		this.name = name;
	}

	String name() {
		return this.name;
	}

	Contest join() {
		this.users++;
		return this;
	}

	boolean part() {
		return --this.users == 0;
	}

	@Nullable Contender live() {
		return this.live;
	}

	/** What is held, if anything is. */
	@Nullable Holding holding() {
		Contender contender = this.live;
		Holding holding = (contender != null) ? contender.holding() : null;
		return (holding != null && holding.isHeld()) ? holding : null;
	}

	/** How many threads of this JVM want to hold, and do not yet. */
	int waiting() {
		Contender contender = this.live;
		boolean queues = contender != null && contender.holding() == null;
		return this.turn.getQueueLength() + (queues ? 1 : 0);
	}

	/** Names that differ here would be one key in etcd, and have two turns. */
	static void requireEncodable(String what, String text) {
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
			throw new IllegalArgumentException("The " + what + " '" + EtcdCall.shown(text)
					+ "' to contend with has half of a surrogate pair, which UTF-8 can't encode");
		}
	}

	/** Waits for the turn; first come, first served. */
	boolean awaitTurn(long nanos) throws InterruptedException {
		return this.turn.tryAcquire(nanos, TimeUnit.NANOSECONDS);
	}

	/**
	 * Lets all who wait for the turn have it at once: the queues are closed, as they see.
	 */
	void endWaiting() {
		this.turn.release(ALL);
	}

	/** Takes the turn if nobody has it or waits for it. */
	boolean takeTurn() {
		return !this.turn.hasQueuedThreads() && this.turn.tryAcquire();
	}

	void contend(Contender contender) {
		this.live = contender;
	}

	void passTurn() {
		this.live = null;
		this.turn.release();
		this.contention.exit(this);
	}

	/** Sees to it that the keys are watched. */
	synchronized void watch() {
		this.watchNeeded = this.contention.nanos();
		if (this.watch == null && !this.contention.isClosed() && this.contention.stay(this)) {
			this.watch = new PrefixWatch(this.contention.calls(), this.name + "/", this);
		}
	}

	/** Opens the watch for a long hold, closes one that nobody needed for a while. */
	void keepHouse() {
		Contender contender = this.live;
		boolean rests = contender != null && contender.holding() != null && holding() == null;
		if (contender != null && !rests && contender.age().compareTo(LONG_HOLD) > 0) {
			watch();
			return;
		}
		synchronized (this) {
			if (this.contention.nanos() - this.watchNeeded > LINGER.toNanos()) {
				closeWatch();
			}
		}
	}

	synchronized void closeWatch() {
		if (this.watch != null) {
			this.watch.close();
			this.watch = null;
			this.contention.exit(this);
		}
	}

	@Override
	public void event(String key, boolean deleted, long modRevision) {
		Contender contender = this.live;
		if (deleted && contender != null) {
			contender.deleted(key, modRevision);
		}
	}

	@Override
	public void resynced() {
		Contender contender = this.live;
		if (contender != null) {
			contender.resynced();
		}
	}

}
