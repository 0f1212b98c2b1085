/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The one moment at which a hold ends, if it is held so long. Leaves nothing behind where
 * it is not.
 */
final class Limit {

	private @Nullable CompletableFuture<@Nullable Void> timer;

	/** In place of the one before. */
	synchronized void set(Duration left, Runnable expire, Executor executor) {
		end();
		CompletableFuture<@Nullable Void> set = new CompletableFuture<>();
		this.timer = set;
		set.completeOnTimeout(null, Math.max(0, EtcdContention.nanos(left)), TimeUnit.NANOSECONDS).thenRunAsync(() -> {
			if (isSet(set)) {
				expire.run();
			}
		}, executor);
	}

	private synchronized boolean isSet(CompletableFuture<?> asking) {
		return this.timer == asking;
	}

	synchronized void end() {
		if (this.timer != null) {
			this.timer.cancel(false);
			this.timer = null;
		}
	}

}
