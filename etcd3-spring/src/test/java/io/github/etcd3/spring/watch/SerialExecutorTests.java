/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tasks run in order, and none is lost where no thread is to be had.
 */
class SerialExecutorTests {

	private final Queue<Runnable> started = new ArrayDeque<>();

	private final List<String> run = new ArrayList<>();

	private boolean exhausted;

	private final SerialExecutor executor = new SerialExecutor((task) -> {
		if (this.exhausted) {
			throw new OutOfMemoryError("unable to create native thread");
		}
		this.started.add(task);
	});

	@Test
	void a_task_for_which_there_was_no_thread_runs_before_the_next_one() {
		this.exhausted = true;
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.executor.execute(() -> this.run.add("first")));
		this.exhausted = false;
		this.executor.execute(() -> this.run.add("second"));
		runStarted();
		assertThat(this.run).containsExactly("first", "second");
	}

	@Test
	void what_follows_a_failed_task_goes_on_though_there_was_no_thread_for_it() {
		this.executor.execute(() -> {
			this.exhausted = true;
			throw new IllegalStateException("failed");
		});
		this.executor.execute(() -> this.run.add("second"));
		assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(this::runStarted);
		this.exhausted = false;
		this.executor.execute(() -> this.run.add("third"));
		runStarted();
		assertThat(this.run).containsExactly("second", "third");
	}

	private void runStarted() {
		for (Runnable task = this.started.poll(); task != null; task = this.started.poll()) {
			task.run();
		}
	}

}
