/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.grpc.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CallExecutorTests {

	private final CallExecutor executor = new CallExecutor();

	@AfterEach
	void shutdown() {
		this.executor.shutdown();
	}

	@Test
	void carries_the_time_limit_of_the_call_that_is_started() throws Exception {
		assertThat(CallTimeout.within(Duration.ofSeconds(7), () -> onExecutor(CallTimeout::current))
			.get(10, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(7));
		assertThat(onExecutor(CallTimeout::current).get(10, TimeUnit.SECONDS)).isNull();
	}

	@Test
	void keeps_a_task_when_the_request_that_it_came_from_is_cancelled() throws Exception {
		Context.CancellableContext request = Context.current().withCancellation();
		request.cancel(null);
		CompletableFuture<Boolean> cancelled = request.call(() -> onExecutor(() -> Context.current().isCancelled()));
		assertThat(cancelled.get(10, TimeUnit.SECONDS)).isFalse();
	}

	private <T> CompletableFuture<T> onExecutor(Supplier<T> question) {
		return CompletableFuture.supplyAsync(question, this.executor);
	}

}
