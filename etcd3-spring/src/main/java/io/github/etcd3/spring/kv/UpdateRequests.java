/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInterruptedException;

/**
 * Optimistic updates: read, call the function, write if nobody wrote meanwhile. Blocking,
 * the function runs on the caller's thread, else on our executor.
 *
 * @param reads reads the current entry
 * @param writes what to write with
 */
record UpdateRequests(ReadRequests reads, WriteRequests writes) {

	static final int MAX_ATTEMPTS = 64;

	EtcdEntry<Long> increment(@Nullable String key, long delta) {
		EtcdCall call = this.writes.keys().write("increment", key);
		return Counter.entry(update("increment", key, String.class, Counter.adding(call, delta)));
	}

	Answer<EtcdEntry<Long>> incrementAsync(@Nullable String key, long delta) {
		EtcdCall call = this.writes.keys().write("increment", key);
		return updateAsync("increment", key, String.class, Counter.adding(call, delta)).map(Counter::entry);
	}

	<T> Optional<EtcdEntry<T>> update(String operation, @Nullable String key, Type type,
			UnaryOperator<@Nullable T> change) {
		EtcdCall call = this.writes.keys().write(operation, key);
		KeyValue current = this.reads.find(reading(call)).await().orElse(null);
		for (int attempt = 1;; attempt++) {
			Attempt<T> next = attempt(call, type, change, current);
			TransactionPlan plan = next.plan();
			if (plan == null) {
				return Optional.empty();
			}
			TransactionOutcome outcome = this.writes.sender().send(plan, UnaryOperator.identity()).await();
			if (outcome.succeeded()) {
				return next.written(outcome.revision());
			}
			if (attempt == MAX_ATTEMPTS) {
				throw new UpdateConflictException(call, attempt);
			}
			pause(call, attempt);
			current = outcome.found();
		}
	}

	private static void pause(EtcdCall call, int attempt) {
		try {
			TimeUnit.MILLISECONDS.sleep(Backoff.millis(attempt));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EtcdInterruptedException(call + " was interrupted between two attempts: nothing was written",
					call, ex);
		}
	}

	<T> Answer<Optional<EtcdEntry<T>>> updateAsync(String operation, @Nullable String key, Type type,
			UnaryOperator<@Nullable T> change) {
		EtcdCall call = this.writes.keys().write(operation, key);
		CompletableFuture<Optional<EtcdEntry<T>>> result = new CompletableFuture<>();
		this.reads.find(reading(call)).future().whenComplete((found, failure) -> {
			if (failure != null) {
				result.completeExceptionally(Answer.unwrap(failure));
			}
			else {
				this.reads.shared()
					.calls()
					.executor()
					.execute(() -> attempt(call, type, change, found.orElse(null), 1, result));
			}
		});
		return Answer.of(call, this.reads.shared().calls().endWithClient(call, result));
	}

	private <T> void attempt(EtcdCall call, Type type, UnaryOperator<@Nullable T> change, @Nullable KeyValue current,
			int number, CompletableFuture<Optional<EtcdEntry<T>>> result) {
		try {
			Attempt<T> next = attempt(call, type, change, current);
			TransactionPlan plan = next.plan();
			if (plan == null) {
				result.complete(Optional.empty());
				return;
			}
			this.writes.sender().send(plan, UnaryOperator.identity()).future().whenComplete((outcome, failure) -> {
				if (failure != null) {
					result.completeExceptionally(Answer.unwrap(failure));
				}
				else if (outcome.succeeded()) {
					result.complete(next.written(outcome.revision()));
				}
				else if (number == MAX_ATTEMPTS) {
					result.completeExceptionally(new UpdateConflictException(call, number));
				}
				else {
					CompletableFuture
						.delayedExecutor(Backoff.millis(number), TimeUnit.MILLISECONDS,
								this.reads.shared().calls().executor())
						.execute(() -> attempt(call, type, change, outcome.found(), number + 1, result));
				}
			});
		}
		catch (RuntimeException | Error ex) {
			// The function's own failure too: it would be lost in the executor.
			result.completeExceptionally(ex);
		}
	}

	private <T> Attempt<T> attempt(EtcdCall call, Type type, UnaryOperator<@Nullable T> change,
			@Nullable KeyValue current) {
		EtcdEntry<T> entry = (current != null)
				? this.writes.shared().values().entry(call, this.writes.keys(), current, type) : null;
		T value = change.apply((entry != null) ? entry.value() : null);
		return new Attempt<>(this, call, entry, value);
	}

	private static EtcdCall reading(EtcdCall call) {
		return EtcdCall.read("get for " + call.operation(), call.key());
	}

	/**
	 * One attempt, its function called.
	 *
	 * @param requests what to write with
	 * @param call the call
	 * @param current what was found
	 * @param value what the function made of it
	 * @param <T> the value's type
	 */
	private record Attempt<T>(UpdateRequests requests, EtcdCall call, @Nullable EtcdEntry<T> current,
			@Nullable T value) {

		@Nullable TransactionPlan plan() {
			String key = WriteRequests.name(this.call);
			if (this.value == null) {
				return (this.current == null) ? null : TransactionPlan.guarded(this.call,
						Condition.revision(key, this.current.modRevision()), key, Step.Delete.of(key, false));
			}
			// A key that was not changed has the lease that it had.
			long lease = (this.current != null) ? this.current.leaseId() : 0;
			Step.Put put = new Step.Put(key, this.requests.writes.shared().values().encode(this.call, this.value),
					new Step.Lease.Of(lease), false);
			return TransactionPlan.guarded(this.call,
					Condition.revision(key, (this.current != null) ? this.current.modRevision() : 0), key, put);
		}

		Optional<EtcdEntry<T>> written(long revision) {
			if (this.value == null) {
				return Optional.empty();
			}
			String key = WriteRequests.name(this.call).substring(this.requests.writes.keys().prefix().length());
			return Optional.of((this.current != null)
					? new EtcdEntry<>(key, this.value, this.current.createRevision(), revision,
							this.current.version() + 1, this.current.leaseId())
					: new EtcdEntry<>(key, this.value, revision, revision, 1, 0));
		}

	}

}
