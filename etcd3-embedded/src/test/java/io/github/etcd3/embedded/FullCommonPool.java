/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

/**
 * The JVM's common pool while each of its threads waits, as in an application whose tasks
 * all wait for the answer of one call.
 */
public final class FullCommonPool implements AutoCloseable {

	private final CountDownLatch end = new CountDownLatch(1);

	/**
	 * Fills the pool; it is full when this returns.
	 */
	public FullCommonPool() {
		int threads = ForkJoinPool.getCommonPoolParallelism();
		CountDownLatch waiting = new CountDownLatch(threads);
		for (int i = 0; i < threads; i++) {
			ForkJoinPool.commonPool().execute(() -> {
				waiting.countDown();
				await(this.end);
			});
		}
		await(waiting);
	}

	/**
	 * Ends the waiting.
	 */
	@Override
	public void close() {
		this.end.countDown();
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
