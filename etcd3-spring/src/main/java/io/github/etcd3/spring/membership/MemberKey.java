/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.kv.TransactionResult;
import io.github.etcd3.spring.session.SessionLease;

/**
 * The key of one member of this application, and what is known of it in etcd. It is
 * brought to where it shall be by guarded steps, one at a time, each of which recognises
 * what an earlier one may have done: so that a step whose outcome is unknown is simply
 * followed by another. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
final class MemberKey<M> {

	/** Somebody else would have to write the key as often meanwhile. */
	private static final int MAX_ATTEMPTS = 16;

	private final String id;

	private final MemberCalls calls;

	private final PresentLease lease;

	private final InTurn steps = new InTurn();

	private final KeyKnowledge<M> knowledge = new KeyKnowledge<>();

	private final Retry retry = new Retry();

	private M metadata;

	private boolean leaving;

	/** Whether it is brought back by itself. */
	private volatile boolean tended;

	/**
	 * A key that is not in etcd yet.
	 * @param id the member's id
	 * @param metadata its value
	 * @param calls makes the calls
	 * @param lease what it hangs on
	 * @param before the member of this id that is leaving, {@code null} if there is none
	 */
	MemberKey(String id, M metadata, MemberCalls calls, PresentLease lease, @Nullable MemberKey<M> before) {
		this.id = id;
		this.metadata = metadata;
		this.calls = calls;
		this.lease = lease;
		if (before != null) {
			this.steps.add(() -> before.steps.ended().thenApply((done) -> this.knowledge.inherit(before.knowledge)));
		}
	}

	String id() {
		return this.id;
	}

	synchronized M metadata() {
		return this.metadata;
	}

	synchronized boolean isLeaving() {
		return this.leaving;
	}

	void tend() {
		this.tended = true;
	}

	/** Whether it is to be registered, and again when it is not any more. */
	boolean isTended() {
		return this.tended && !isLeaving();
	}

	boolean isRegistered() {
		OwnKey<M> own = this.knowledge.own();
		return own != null && own.lease() != null && own.lease().isValid() && !isLeaving();
	}

	/** Whether etcd may yet create the key, since it gave no answer. */
	boolean isDoubtful() {
		return this.knowledge.isDoubtful();
	}

	/**
	 * Takes note that a key is gone.
	 * @param createRevision when it was created
	 * @return whether it was this one, which shall be there
	 */
	boolean isMissed(long createRevision) {
		return !isLeaving() && this.knowledge.seeRemoved(createRevision);
	}

	Retry retry() {
		return this.retry;
	}

	/**
	 * Brings the key to etcd, with the present metadata and on the present lease.
	 * @return fails with {@link MemberIdTakenException} if it is not ours
	 */
	CompletableFuture<Boolean> ensure() {
		return this.steps.add(() -> {
			long blocked = this.knowledge.blockedBy();
			// A read costs etcd less than a write that is refused.
			return (blocked == 0) ? present()
					: this.calls.find(this.id)
						.thenCompose((found) -> found.filter((other) -> other.createRevision() == blocked)
							.map(this::taken)
							.orElseGet(this::present));
		});
	}

	private CompletableFuture<Boolean> present() {
		SessionLease present = this.lease.get();
		OwnKey<M> known = this.knowledge.own();
		M value = metadata();
		if (isLeaving() || (known != null && present != null && known.isWritten(present, value))) {
			return CompletableFuture.completedFuture(true);
		}
		if (present == null) {
			EtcdCall call = this.calls.call("register", this.id);
			return CompletableFuture.failedFuture(new EtcdUnavailableException(
					call + " was not carried out: the session has no lease at the moment", call, null));
		}
		// Again, since it may have been changed meanwhile.
		return write(present, value, known, 1).thenCompose((done) -> present());
	}

	/**
	 * Changes the metadata, in etcd too if the key is there.
	 * @return {@code false} if they are not {@code before} any more
	 */
	CompletableFuture<Boolean> replace(M before, M after) {
		if (!isRegistered()) {
			return CompletableFuture.completedFuture(swap(before, after));
		}
		return this.steps.add(() -> {
			SessionLease present = this.lease.get();
			OwnKey<M> known = this.knowledge.own();
			if (metadata() != before || present == null || known == null || known.lease() != present) {
				return CompletableFuture.completedFuture(swap(before, after));
			}
			return write(present, after, known, 1).handle((done, failure) -> {
				if (failure != null) {
					refuse(MemberCalls.unwrap(failure), before, after);
				}
				return swap(before, after);
			});
		});
	}

	private void refuse(Throwable failure, M before, M after) {
		if (failure instanceof EtcdOutcomeUnknownException) {
			// So that it comes true in any case.
			swap(before, after);
		}
		else if (!isRegistered()) {
			// Not lost: it is written when the member is registered again.
			return;
		}
		throw (failure instanceof RuntimeException exception) ? exception : new IllegalStateException(failure);
	}

	private synchronized boolean swap(M before, M after) {
		if (this.leaving) {
			throw new IllegalStateException("Member '" + EtcdCall.shown(this.id)
					+ "' has left and has no metadata to change: register it again");
		}
		boolean same = this.metadata == before;
		if (same) {
			this.metadata = after;
		}
		return same;
	}

	/**
	 * One write, and what follows from its answer.
	 * @param known the key as it is, {@code null} if there is none
	 */
	private CompletableFuture<Boolean> write(SessionLease present, M value, @Nullable OwnKey<M> known, int attempt) {
		return this.calls.put(this.id, value, present, (known != null) ? known.modRevision() : 0)
			.handle((result, failure) -> (failure != null)
					? unwritten(MemberCalls.unwrap(failure), present, value, known, attempt)
					: written(result, present, value, known, attempt))
			.thenCompose(Function.identity());
	}

	private CompletableFuture<Boolean> unwritten(Throwable failure, SessionLease present, M value,
			@Nullable OwnKey<M> known, int attempt) {
		if (failure instanceof EtcdLeaseNotFoundException) {
			this.lease.isGone(present);
		}
		if (failure instanceof EtcdOutcomeUnknownException) {
			if (known == null) {
				this.knowledge.doubt(present.id());
			}
			if (attempt == 1) {
				return write(present, value, known, 2);
			}
		}
		return CompletableFuture.failedFuture(failure);
	}

	private CompletableFuture<Boolean> written(TransactionResult result, SessionLease present, M value,
			@Nullable OwnKey<M> known, int attempt) {
		OwnKey<M> now;
		if (result.succeeded()) {
			long created = (known != null) ? known.createRevision() : result.revision();
			now = new OwnKey<>(created, result.revision(), present, value);
		}
		else {
			Optional<EtcdEntry<byte[]>> found = result.getEntry(this.id, byte[].class);
			if (found.isPresent() && !this.knowledge.isOurs(found.get())) {
				return taken(found.get());
			}
			if (found.isPresent() && this.knowledge.isInherited(found.get())) {
				// Not written over: its removal may come late, and would take ours.
				return delete(found.get().createRevision())
					.thenCompose((done) -> write(present, value, null, attempt + 1));
			}
			now = found
				.map((entry) -> new OwnKey<M>(entry.createRevision(), entry.modRevision(),
						(entry.leaseId() == present.id()) ? present : null, null))
				.orElse(null);
		}
		this.knowledge.see(now);
		if (result.succeeded()) {
			return CompletableFuture.completedFuture(true);
		}
		if (attempt >= MAX_ATTEMPTS) {
			EtcdCall call = this.calls.call("register", this.id);
			return CompletableFuture.failedFuture(
					new EtcdException(call + " gave up: somebody else writes this key again and again", call, null));
		}
		return write(present, value, now, attempt + 1);
	}

	private CompletableFuture<Boolean> taken(EtcdEntry<?> found) {
		this.knowledge.seeOther(found.createRevision());
		return CompletableFuture
			.failedFuture(MemberIdTakenException.byKey(this.calls.call("register", this.id), found));
	}

	/**
	 * Ends the membership for good.
	 * @return completes when it is known that etcd does not have the key
	 */
	CompletableFuture<Boolean> leave() {
		synchronized (this) {
			this.leaving = true;
		}
		return this.steps.add(() -> {
			OwnKey<M> known = this.knowledge.own();
			return ((known != null) ? delete(known.createRevision()) : CompletableFuture.completedFuture(true))
				.thenCompose((done) -> deleteDoubtful());
		});
	}

	private CompletableFuture<Boolean> deleteDoubtful() {
		if (!isDoubtful()) {
			return CompletableFuture.completedFuture(true);
		}
		return this.calls.find(this.id)
			.thenCompose((found) -> found.filter(this.knowledge::isOurs)
				.map((entry) -> delete(entry.createRevision()))
				.orElseGet(() -> CompletableFuture.completedFuture(true)));
	}

	/** If it fails to answer, it may be done again. */
	private CompletableFuture<Boolean> delete(long createRevision) {
		return this.calls.delete(this.id, createRevision).thenApply((done) -> {
			this.knowledge.seeRemoved(createRevision);
			return true;
		});
	}

}
