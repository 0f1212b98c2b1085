/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * A member that this application registered, until it is closed. It heals by itself: when
 * the session was lost, it is registered again on the next one, unless another
 * application has its id by then; it then waits for that one to go. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
public final class MemberRegistration<M> implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Registrations<M> registrations;

	private final MemberKey<M> key;

	private final AtomicBoolean closed = new AtomicBoolean();

	/** Completes at the first answer to the removal, once that has begun. */
	private @Nullable CompletableFuture<Boolean> left;

	MemberRegistration(Registrations<M> registrations, MemberKey<M> key) {
		this.registrations = registrations;
		this.key = key;
	}

	/**
	 * Who it is.
	 * @return the id, unique in the group
	 */
	public String id() {
		return this.key.id();
	}

	/**
	 * What it says of itself.
	 * @return the metadata as etcd has it or, while it is not registered, is to have it
	 */
	public M metadata() {
		return this.key.metadata();
	}

	/**
	 * Whether etcd has it, as far as is known here. Makes no call.
	 * @return {@code false} before the first registration is confirmed, from the local
	 * deadline of a lost session on until it is registered again, and once it is closed
	 */
	public boolean isRegistered() {
		return this.key.isRegistered();
	}

	/**
	 * Changes the metadata; of updates at the same time none is lost. Waits for etcd
	 * where it is registered; else it is registered with the new metadata later.
	 * @param change makes new metadata of the present one, as another object; called
	 * again if they were changed meanwhile
	 * @return the new metadata
	 * @throws io.github.etcd3.spring.EtcdOutcomeUnknownException if the answer was lost:
	 * the new metadata is then written again until etcd confirms it
	 * @throws io.github.etcd3.spring.EtcdException if it was not written; the present
	 * metadata stays
	 * @throws IllegalStateException if it is closed
	 */
	public M update(UnaryOperator<M> change) {
		EtcdCall call = this.registrations.call("update", id());
		while (true) {
			M before = this.key.metadata();
			M after = change.apply(before);
			this.registrations.check(id(), after);
			boolean done;
			try {
				done = Waiting.await(call, this.key.replace(before, after));
			}
			finally {
				// What is open is settled.
				this.registrations.ensure(this.key);
			}
			if (done) {
				return after;
			}
		}
	}

	/**
	 * Ends the membership: the others see it leave at once. Waits at most 5 s for etcd;
	 * until it answers, the key is deleted in the background or goes with the session,
	 * and is not registered again. Idempotent; never throws.
	 */
	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			Waiting.quietly(leave(), PATIENCE);
		}
	}

	/**
	 * Begins to end the membership, and waits for nothing: once this returns the id can
	 * be registered here again. A {@link #close()} after it waits for etcd as usual.
	 * Idempotent; never throws.
	 */
	public void closeInBackground() {
		leave();
	}

	private synchronized CompletableFuture<Boolean> leave() {
		if (this.left == null) {
			this.left = this.registrations.remove(this.key);
		}
		return this.left;
	}

}
