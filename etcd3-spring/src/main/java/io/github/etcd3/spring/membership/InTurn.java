/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets steps begin one at a time, each when the one before has ended, however it ended.
 * Thread-safe.
 */
final class InTurn {

	private CompletableFuture<Boolean> last = CompletableFuture.completedFuture(true);

	/** Ends with the step that was added last. */
	synchronized CompletableFuture<Boolean> ended() {
		return this.last;
	}

	/**
	 * Adds a step.
	 * @param step begins it, not under a lock
	 * @param <T> what it results in
	 * @return the result to come
	 */
	<T> CompletableFuture<T> add(Supplier<CompletableFuture<T>> step) {
		CompletableFuture<Boolean> ended = new CompletableFuture<>();
		CompletableFuture<Boolean> before;
		synchronized (this) {
			before = this.last;
			this.last = ended;
		}
		CompletableFuture<T> result = before.thenApply((done) -> step.get()).thenCompose(Function.identity());
		result.whenComplete((done, failure) -> ended.complete(true));
		return result;
	}

}
