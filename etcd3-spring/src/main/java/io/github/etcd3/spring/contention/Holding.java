/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.session.SessionLease;

/**
 * A name that is held, from when it was acquired until it is released or lost.
 * Thread-safe.
 */
public final class Holding {

	private static final Logger logger = LoggerFactory.getLogger(Holding.class);

	private final Contender contender;

	private final OwnKey own;

	private final FencingToken token;

	/** Whoever acquires makes it; {@code null} once it needs no thread. */
	private volatile @Nullable Thread owner = Thread.currentThread();

	private final Duration acquired;

	private final List<Runnable> callbacks = new ArrayList<>();

	private final Limit limit = new Limit();

	private State state = State.HELD;

	Holding(Contender contender, OwnKey own) {
		this.contender = contender;
		this.own = own;
		this.token = new FencingToken(own.createRevision());
		this.acquired = contender.age();
	}

	/**
	 * What is held.
	 * @return the absolute name
	 */
	public String name() {
		return this.contender.name();
	}

	/**
	 * The own key in etcd, as a fence names it.
	 * @return {@code name/<lease id in hex>}, relative to the client's namespace
	 */
	public String key() {
		return this.own.key();
	}

	/**
	 * The value of the own key.
	 * @return the value that was given to acquire
	 */
	public String value() {
		return this.contender.value();
	}

	/**
	 * The number of this hold: greater than that of each earlier holder of the name.
	 * @return the create revision of the own key
	 */
	public FencingToken token() {
		return this.token;
	}

	/**
	 * The lease that the own key hangs on.
	 * @return the lease
	 */
	public SessionLease lease() {
		return this.own.lease();
	}

	/**
	 * How long ago it was acquired, on the monotonic clock.
	 * @return the time since then, also when it is not held any more
	 */
	public Duration age() {
		return this.contender.age().minus(this.acquired);
	}

	boolean isHeldBy(Thread asking) {
		return this.owner == asking && isHeld();
	}

	/**
	 * Whether it is still held, as far as can be known here: computed at each call from
	 * the lease's local deadline and what was observed. Makes no call to etcd.
	 * @return {@code false} once it was released or lost, for ever
	 */
	public boolean isHeld() {
		if (!lease().isValid()) {
			lose("the session's lease is lost");
		}
		synchronized (this) {
			return this.state == State.HELD;
		}
	}

	/**
	 * Whether it was lost: ended by something else than its release.
	 * @return {@code true} once it was lost, for ever
	 */
	public boolean isLost() {
		if (isHeld()) {
			return false;
		}
		synchronized (this) {
			return this.state == State.LOST;
		}
	}

	/**
	 * Calls back once if the hold is lost (at once, if it is already); never if it is
	 * released before. The loss of the lease is told at its local deadline; that somebody
	 * deleted the key is observed for a hold that lasts longer than about a second.
	 * @param callback called on an executor of ours, where it may block
	 */
	public void onLost(Runnable callback) {
		// A loss that nobody told, since it came while the name was being acquired.
		isHeld();
		synchronized (this) {
			if (this.state == State.HELD) {
				this.callbacks.add(callback);
			}
			if (this.state != State.LOST) {
				return;
			}
		}
		tell(callback);
	}

	/**
	 * Ends the hold: deletes the own key, unless it is another hold's by now. Idempotent;
	 * never throws; no effect on a hold that was lost. Where etcd's answer is lost, it is
	 * repeated in the background, and until it is definite nobody else of this JVM holds
	 * the name.
	 */
	public void release() {
		if (leave(State.RELEASED)) {
			this.contender.leaveQueue();
		}
	}

	/**
	 * As {@link #release()}, and at the earliest that long after the name was acquired.
	 * Returns without waiting for it: etcd keeps the name meanwhile, on a lease of its
	 * own, also when this application ends before. If etcd can't be reached now, the name
	 * is kept by this application as long as it lives.
	 * @param atLeast how long the name is held at least
	 */
	public void release(Duration atLeast) {
		Duration rest = atLeast.minus(age());
		if (rest.isNegative() || rest.isZero()) {
			release();
		}
		else if (leave(State.RELEASED)) {
			new Rest(this.contender, this.own, rest).begin();
		}
	}

	/**
	 * Gives the name up that long after it was acquired, as if it was lost, if it is
	 * still held then. The last limit counts.
	 * @param atMost how long the name is held at most
	 */
	public void limit(Duration atMost) {
		synchronized (this) {
			if (this.state == State.HELD) {
				this.limit.set(atMost.minus(age()), this::expire, executor());
			}
		}
	}

	private void expire() {
		if (giveUp()) {
			logger.warn("'{}' (token {}) is given up: it was held for as long as it may be", EtcdCall.shown(name()),
					this.token);
		}
	}

	/**
	 * Asks etcd whether it is still held; it is lost if not.
	 * @return {@code false} once it was released or lost, for ever
	 * @throws io.github.etcd3.spring.EtcdException if etcd does not answer
	 */
	public boolean verify() {
		if (isHeld() && !this.own.exists(this.token.value())) {
			lose("its key was deleted");
		}
		return isHeld();
	}

	/**
	 * Lets the thread that acquired the name acquire it again, and wait for itself: the
	 * hold ends without this thread.
	 */
	public void detach() {
		this.owner = null;
	}

	/**
	 * Where what belongs to the hold may block.
	 * @return the executor of the calls to etcd
	 */
	public Executor executor() {
		return this.contender.contention().calls().executor();
	}

	/** The own key is gone, or goes with its lease. */
	void lose(String reason) {
		if (leave(State.LOST)) {
			logger.warn("'{}' (token {}) is lost: {}", EtcdCall.shown(name()), this.token, reason);
			this.contender.passOn();
			tellLost();
		}
	}

	/** The application ends: whoever works on is told, and the key goes. */
	void shutDown() {
		if (giveUp()) {
			logger.debug("'{}' (token {}) is released, the application is shutting down", EtcdCall.shown(name()),
					this.token);
		}
	}

	private boolean giveUp() {
		boolean held = leave(State.LOST);
		if (held) {
			tellLost();
			this.contender.leaveQueue();
		}
		return held;
	}

	private synchronized boolean leave(State next) {
		boolean held = this.state == State.HELD;
		if (held) {
			this.state = next;
			this.limit.end();
		}
		return held;
	}

	private void tellLost() {
		List<Runnable> told;
		synchronized (this) {
			told = List.copyOf(this.callbacks);
			this.callbacks.clear();
		}
		told.forEach(this::tell);
	}

	private void tell(Runnable callback) {
		this.contender.contention().execute(() -> {
			try {
				callback.run();
			}
			catch (RuntimeException ex) {
				logger.warn("A callback for the loss of '{}' failed", EtcdCall.shown(name()), ex);
			}
		});
	}

	@Override
	public String toString() {
		return "'" + EtcdCall.shown(name()) + "' with token " + this.token;
	}

	private enum State {

		HELD, RELEASED, LOST

	}

}
