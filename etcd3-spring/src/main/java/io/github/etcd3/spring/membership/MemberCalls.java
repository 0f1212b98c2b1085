/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.kv.TransactionResult;
import io.github.etcd3.spring.session.SessionLease;

/**
 * The calls for members' keys, each guarded so that it can be repeated, and only so many
 * at the same time. Thread-safe.
 */
final class MemberCalls {

	/** Enough to keep etcd busy; more would wait there, their deadlines running. */
	private static final int WIDTH = 128;

	private final EtcdKvOperations kv;

	/** Starts what waited; a call that fails at once must not start the next itself. */
	private final Executor worker;

	private final Queue<Waiting<?>> waiting = new ArrayDeque<>();

	private int running;

	private boolean closed;

	MemberCalls(EtcdKvOperations kv, Executor worker) {
		this.kv = kv;
		this.worker = worker;
	}

	/** Refuses what can't be a member, before anything is sent. */
	void check(String operation, String id, Object metadata) {
		EtcdCall call = call(operation, id);
		if (id.indexOf('/') >= 0) {
			throw new EtcdInvalidArgumentException(
					call + ": a member's id has no slash, and '" + EtcdCall.shown(id) + "' has one.", call, null);
		}
		this.kv.transaction().ifRevision(id, 0).thenPut(id, metadata).elseGet(id).requireWithinLimits();
	}

	EtcdCall call(String operation, String id) {
		return EtcdCall.write("membership " + operation, this.kv.prefix() + id);
	}

	/**
	 * Writes a member's key on a lease, if nobody wrote it since.
	 * @param revision when it was written last, 0 if there is none
	 * @return what became of it and, if not written, what is there
	 */
	CompletableFuture<TransactionResult> put(String id, Object metadata, SessionLease lease, long revision) {
		return limited(() -> this.kv.transaction()
			.ifRevision(id, revision)
			.thenPut(id, metadata, lease)
			.elseGet(id)
			.commitAsync());
	}

	/** Deletes a member's key, if it is still the one that was created then. */
	CompletableFuture<TransactionResult> delete(String id, long createRevision) {
		return limited(() -> this.kv.transaction().ifCreateRevision(id, createRevision).thenDelete(id).commitAsync());
	}

	CompletableFuture<Optional<EtcdEntry<byte[]>>> find(String id) {
		return limited(() -> this.kv.async().getEntry(id, byte[].class));
	}

	/** Nothing more is sent: what waits fails. */
	void close() {
		Queue<Waiting<?>> refused;
		synchronized (this) {
			this.closed = true;
			refused = new ArrayDeque<>(this.waiting);
			this.waiting.clear();
		}
		refused.forEach(this::refuse);
	}

	private <T> CompletableFuture<T> limited(Supplier<CompletableFuture<T>> call) {
		Waiting<T> next = new Waiting<>(call, new CompletableFuture<>());
		boolean refused;
		boolean start;
		synchronized (this) {
			refused = this.closed;
			start = !refused && this.running < WIDTH;
			if (start) {
				this.running++;
			}
			else if (!refused) {
				this.waiting.add(next);
			}
		}
		if (refused) {
			refuse(next);
		}
		else if (start) {
			start(next);
		}
		return next.answer;
	}

	private <T> void start(Waiting<T> next) {
		CompletableFuture<T> sent;
		try {
			sent = next.call.get();
		}
		catch (RuntimeException ex) {
			sent = CompletableFuture.failedFuture(ex);
		}
		sent.whenComplete((value, failure) -> {
			ended();
			if (failure == null) {
				next.answer.complete(value);
			}
			else {
				next.answer.completeExceptionally(unwrap(failure));
			}
		});
	}

	private void ended() {
		Waiting<?> next;
		synchronized (this) {
			next = this.waiting.poll();
			if (next == null) {
				this.running--;
			}
		}
		if (next != null) {
			this.worker.execute(() -> start(next));
		}
	}

	private void refuse(Waiting<?> refused) {
		EtcdCall call = EtcdCall.write("membership", this.kv.prefix());
		refused.answer.completeExceptionally(
				new EtcdUnavailableException(call + " was not carried out: the group is closed", call, null));
	}

	static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * A call that has not begun.
	 *
	 * @param <T> the type of its answer
	 * @param call starts it
	 * @param answer what comes of it
	 */
	private record Waiting<T>(Supplier<CompletableFuture<T>> call, CompletableFuture<T> answer) {

	}

}
