/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ThreadsTests {

	private final Threads threads = new Threads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void the_worker_goes_on_after_a_task_that_failed() throws Exception {
		CompletableFuture<String> next = new CompletableFuture<>();
		this.threads.worker().execute(() -> {
			Thread.currentThread().setUncaughtExceptionHandler((thread, ex) -> {
			});
			throw new IllegalStateException("told so");
		});
		this.threads.worker().execute(() -> next.complete("done"));
		assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo("done");
	}

	@Test
	void the_worker_ends_with_the_member_and_leaves_undone_what_waits_for_it() throws Exception {
		CountDownLatch never = new CountDownLatch(1);
		CompletableFuture<Thread> busy = new CompletableFuture<>();
		AtomicInteger done = new AtomicInteger();
		this.threads.worker().execute(() -> {
			busy.complete(Thread.currentThread());
			awaitUnlessInterrupted(never);
		});
		this.threads.worker().execute(done::incrementAndGet);
		Thread worker = busy.get(20, TimeUnit.SECONDS);
		this.threads.close();
		this.threads.worker().execute(done::incrementAndGet);
		await().atMost(Duration.ofSeconds(20)).until(() -> !worker.isAlive());
		assertThat(done).hasValue(0);
	}

	private static void awaitUnlessInterrupted(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
