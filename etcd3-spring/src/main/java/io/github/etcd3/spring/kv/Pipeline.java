/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Carries out many tasks, a few at the same time. After a failure no other begins; the
 * result comes when those that had begun are done.
 *
 * @param <C> a task
 * @param <R> its result
 */
final class Pipeline<C, R> {

	private final Queue<C> waiting;

	private final Function<C, CompletableFuture<R>> start;

	private final List<R> results = new ArrayList<>();

	private final CompletableFuture<List<R>> done = new CompletableFuture<>();

	private int running;

	private @Nullable Throwable failure;

	private Pipeline(Collection<C> tasks, Function<C, CompletableFuture<R>> start) {
		this.waiting = new ArrayDeque<>(tasks);
		this.start = start;
	}

	static <C, R> CompletableFuture<List<R>> run(Collection<C> tasks, int width,
			Function<C, CompletableFuture<R>> start) {
		Pipeline<C, R> pipeline = new Pipeline<>(tasks, start);
		for (int i = 0; i < Math.max(1, Math.min(width, tasks.size())); i++) {
			pipeline.next();
		}
		return pipeline.done;
	}

	private void next() {
		C task;
		synchronized (this) {
			task = (this.failure == null) ? this.waiting.poll() : null;
			if (task != null) {
				this.running++;
			}
		}
		if (task == null) {
			finish();
			return;
		}
		CompletableFuture<R> answer;
		try {
			answer = this.start.apply(task);
		}
		catch (RuntimeException ex) {
			answer = CompletableFuture.failedFuture(ex);
		}
		answer.whenComplete((result, thrown) -> {
			synchronized (this) {
				this.running--;
				if (thrown == null) {
					this.results.add(result);
				}
				else if (this.failure == null) {
					this.failure = Answer.unwrap(thrown);
				}
			}
			next();
		});
	}

	private void finish() {
		Throwable failed;
		synchronized (this) {
			if (this.running > 0) {
				return;
			}
			failed = this.failure;
		}
		if (failed != null) {
			this.done.completeExceptionally(failed);
		}
		else {
			this.done.complete(List.copyOf(this.results));
		}
	}

}
