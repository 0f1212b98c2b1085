/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.contention.Holding;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.Fence;

/**
 * A lock that is held. Closing it releases it. Thread-safe: any thread may close it.
 */
public final class EtcdLock implements AutoCloseable {

	private final String name;

	private final Holding holding;

	private final EtcdKvTemplate kv;

	private final Runnable release;

	EtcdLock(String name, Holding holding, EtcdKvTemplate kv, Runnable release) {
		this.name = name;
		this.holding = holding;
		this.kv = kv;
		this.release = release;
	}

	/**
	 * The lock's name.
	 * @return the name, without the prefix
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The number of this hold: greater than that of each earlier holder of the name.
	 * @return the token, the same as long as the lock is held
	 */
	public FencingToken token() {
		return this.holding.token();
	}

	/**
	 * Whether the lock is still held, as far as can be known here; turns false at the
	 * session's local deadline, before etcd may hand the lock on. Makes no call to etcd.
	 * @return {@code false} once it was released or lost, for ever
	 */
	public boolean isHeld() {
		return this.holding.isHeld();
	}

	/**
	 * Calls back once if the lock is lost (at once, if it is already); never if it is
	 * released before. The loss of the lease is told at its local deadline; that somebody
	 * deleted the lock's key is observed for a lock that is held longer than about a
	 * second.
	 * @param callback called on an executor of ours, where it may block
	 */
	public void onLost(Runnable callback) {
		this.holding.onLost(callback);
	}

	/**
	 * A template whose every write etcd carries out only as long as this lock is held: it
	 * checks the lock's key in the same transaction. It holds also where
	 * {@link #isHeld()} is mistaken, after a pause between the question and the write.
	 * @return a template with the prefix and codec of the lock template's; its writes
	 * fail with a {@link io.github.etcd3.spring.kv.FencedOutException} once the lock was
	 * released or lost
	 */
	public EtcdKvTemplate kv() {
		return this.kv.fenced(fence());
	}

	/**
	 * What binds other templates to this hold: {@code orders.fenced(lock.fence())} does
	 * for any template of the same client what {@link #kv()} does for the default one.
	 * @return the fence, which refuses all writes once the lock was released or lost
	 */
	public Fence fence() {
		return new Fence(this.holding.key(), this.holding.token());
	}

	/**
	 * Releases the lock. No effect on one that was released or lost: another holder's key
	 * is never deleted. Never throws; where etcd's answer is lost, the release is
	 * repeated in the background.
	 */
	@Override
	public void close() {
		this.release.run();
	}

	boolean isLost() {
		return this.holding.isLost();
	}

	@Override
	public String toString() {
		return "EtcdLock '" + EtcdCall.shown(this.name) + "' with token " + token();
	}

}
