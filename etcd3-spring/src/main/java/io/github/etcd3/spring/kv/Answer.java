/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * The answer to something that is under way: waited for by the blocking operations,
 * handed out as a future by the others.
 *
 * @param <T> the answer's type
 */
abstract class Answer<T> {

	/** Waits, and converts and fails on the caller's thread. */
	abstract T await();

	/** A future that fails with the plain exception. */
	abstract CompletableFuture<T> future();

	/** The same answer as something else. */
	<U> Answer<U> map(Function<T, U> convert) {
		Answer<T> source = this;
		return new Answer<>() {

			@Override
			U await() {
				return convert.apply(source.await());
			}

			@Override
			CompletableFuture<U> future() {
				return then(source.future(), convert);
			}

		};
	}

	/**
	 * This answer or, if it fails in a certain way, another one that is asked for then.
	 */
	Answer<T> orElse(Predicate<Throwable> failure, Supplier<Answer<T>> other) {
		Answer<T> first = this;
		return new Answer<>() {

			@Override
			T await() {
				try {
					return first.await();
				}
				catch (EtcdException ex) {
					if (!failure.test(ex)) {
						throw ex;
					}
				}
				return other.get().await();
			}

			@Override
			CompletableFuture<T> future() {
				CompletableFuture<T> result = new CompletableFuture<>();
				first.future().whenComplete((value, thrown) -> {
					if (thrown == null) {
						result.complete(value);
					}
					else if (failure.test(thrown)) {
						pass(other.get().future(), result);
					}
					else {
						result.completeExceptionally(thrown);
					}
				});
				return result;
			}

		};
	}

	private static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
		from.whenComplete((value, thrown) -> {
			if (thrown == null) {
				to.complete(value);
			}
			else {
				to.completeExceptionally(unwrap(thrown));
			}
		});
	}

	/** The answer of one call. */
	static <R, T> Answer<T> of(EtcdCalls calls, EtcdCall call, CompletableFuture<R> answer, Function<R, T> convert) {
		return new Answer<>() {

			@Override
			T await() {
				return convert.apply(calls.await(call, answer));
			}

			@Override
			CompletableFuture<T> future() {
				return then(limited(calls, call, answer), convert);
			}

		};
	}

	/** A future that ends in time, whatever made the client. */
	static <R> CompletableFuture<R> limited(EtcdCalls calls, EtcdCall call, CompletableFuture<R> answer) {
		if (call.write() && !calls.canKeepLeases()) {
			// Not one of our clients: its writes have no deadlines.
			answer.orTimeout(calls.requestTimeout().toNanos(), TimeUnit.NANOSECONDS);
		}
		return calls.async(call, answer);
	}

	/** The answer of several calls, each of which has its own time limit. */
	static <T> Answer<T> of(EtcdCall call, CompletableFuture<T> answer) {
		return new Answer<>() {

			@Override
			T await() {
				return Answer.await(call, answer);
			}

			@Override
			CompletableFuture<T> future() {
				return then(answer, Function.identity());
			}

		};
	}

	private static <T> T await(EtcdCall call, CompletableFuture<T> answer) {
		try {
			return answer.get();
		}
		catch (ExecutionException ex) {
			throw rethrown(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw call.write() ? new EtcdOutcomeUnknownException(
					call + " was interrupted: it may have taken effect, in part or as a whole, or not", call, ex)
					: new EtcdInterruptedException(call + " was interrupted while it waited for etcd's answer", call,
							ex);
		}
	}

	/**
	 * The next step of a future. Unlike {@link CompletableFuture#thenApply} it doesn't
	 * wrap the failure.
	 */
	static <R, T> CompletableFuture<T> then(CompletableFuture<R> before, Function<R, T> step) {
		CompletableFuture<T> after = new CompletableFuture<>();
		before.whenComplete((value, failure) -> {
			if (failure != null) {
				after.completeExceptionally(unwrap(failure));
				return;
			}
			try {
				after.complete(step.apply(value));
			}
			catch (RuntimeException ex) {
				after.completeExceptionally(unwrap(ex));
			}
		});
		return after;
	}

	static Throwable unwrap(Throwable failure) {
		return ((failure instanceof CompletionException || failure instanceof ExecutionException)
				&& failure.getCause() != null) ? failure.getCause() : failure;
	}

	private static RuntimeException rethrown(ExecutionException failure) {
		Throwable cause = unwrap(failure);
		if (cause instanceof EtcdException ours) {
			// The trace of whoever waits says more than that of the thread it failed on.
			ours.addSuppressed(new IllegalStateException("Waited for here"));
		}
		if (cause instanceof RuntimeException unchecked) {
			return unchecked;
		}
		if (cause instanceof Error error) {
			throw error;
		}
		return new IllegalStateException(cause);
	}

}
