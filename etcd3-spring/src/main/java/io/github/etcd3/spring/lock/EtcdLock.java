/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

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
	 * How long ago the lock was acquired.
	 * @return the time since then, also when it is held no longer
	 */
	public Duration age() {
		return this.holding.age();
	}

	/**
	 * Asks etcd, by one linearizable read, whether the lock is still held: it knows of a
	 * key that was deleted just now. {@link #isHeld()} is enough where writes are fenced.
	 * @return {@code false} once it was released or lost, for ever
	 * @throws io.github.etcd3.spring.EtcdException if etcd does not answer
	 */
	public boolean verify() {
		return this.holding.verify();
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

	/**
	 * Releases the lock at the earliest that long after it was acquired, and returns
	 * without waiting for it; from now on {@link #isHeld()} is false. Until then nobody
	 * gets the lock, also if this application ends before: etcd keeps its key on a lease
	 * of its own, in whole seconds. While etcd can't be reached only this application
	 * keeps it, as long as it lives. So work that ends at once is not done again by
	 * another application whose clock is late. No effect on a lock that was released or
	 * lost; never throws.
	 * @param atLeast how long the lock is held at least; zero or less is {@link #close()}
	 */
	public void closeAfter(Duration atLeast) {
		this.holding.release(atLeast);
	}

	/**
	 * Gives the lock up that long after it was acquired, if it is still held then: it is
	 * lost to its holder, who is told as of any loss ({@link #isHeld()},
	 * {@link #onLost(Runnable)}), whose fenced writes are refused, and who may work on.
	 * An application that died loses its locks sooner, with its session
	 * ({@code etcd.session.ttl}).
	 * @param atMost how long the lock is held at most; another limit takes the place of
	 * one that has not passed
	 */
	public void limit(Duration atMost) {
		this.holding.limit(atMost);
	}

	/**
	 * Holds the lock until some work on other threads has ended, and then as
	 * {@link #closeAfter(Duration)} does, on a thread of ours. The thread that acquired
	 * the lock is free of it: when it asks for the same lock again, it waits, where it
	 * would have got a {@link NestedLockException}.
	 * @param work the work
	 * @param atLeast how long the lock is held at least; zero for no longer than the work
	 * takes
	 * @param <T> the type of the work's result
	 * @return completes when the lock is closed: as the work did, or with a
	 * {@link LockLostException} if the lock was lost meanwhile; cancelling it cancels the
	 * work
	 */
	public <T extends @Nullable Object> CompletableFuture<T> closeWith(CompletionStage<T> work, Duration atLeast) {
		this.holding.detach();
		CompletableFuture<T> result = new CompletableFuture<>();
		work.whenCompleteAsync((value, failure) -> {
			boolean lost = isLost();
			closeAfter(atLeast);
			if (lost) {
				throw new LockLostException(name(), token());
			}
		}, this.holding.executor()).whenComplete((value, failure) -> {
			if (failure != null) {
				result.completeExceptionally(failure);
			}
			else {
				result.complete(value);
			}
		});
		result.whenComplete((value, failure) -> {
			if (result.isCancelled() && work instanceof Future<?> future) {
				future.cancel(true);
			}
		});
		return result;
	}

	/**
	 * Whether the lock was lost: it ended otherwise than by being closed.
	 * @return {@code true} once it was lost, for ever
	 */
	public boolean isLost() {
		return this.holding.isLost();
	}

	@Override
	public String toString() {
		return "EtcdLock '" + EtcdCall.shown(this.name) + "' with token " + token();
	}

}
