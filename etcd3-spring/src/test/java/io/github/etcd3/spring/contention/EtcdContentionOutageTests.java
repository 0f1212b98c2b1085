/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.EtcdUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Queues that are closed while their etcd does not answer, or their client is closed.
 */
@EtcdServer(dedicated = true)
class EtcdContentionOutageTests {

	private static final Duration SOON = Duration.ofSeconds(20);

	static EtcdProcess etcd;

	@Test
	void nothing_is_acquired_any_more_by_who_waited_for_a_lease_while_it_was_closed() throws InterruptedException {
		try (Application application = Application.of(etcd.endpoints())) {
			application.revision();
			etcd.pause();
			try {
				CompletableFuture<Optional<Holding>> result = new CompletableFuture<>();
				Thread contender = contend(application, "contention-outage-test/closed", result);
				await().until(() -> contender.getState() == Thread.State.TIMED_WAITING);

				application.contention().close();
				etcd.resume();

				assertThat(result).failsWithin(SOON)
					.withThrowableThat()
					.withCauseInstanceOf(EtcdUnavailableException.class);
			}
			finally {
				etcd.resume();
			}
			await().until(() -> application.keys("contention-outage-test/").isEmpty());
		}
	}

	@Test
	void closing_ends_all_who_wait_although_the_client_was_closed_before() throws InterruptedException {
		String name = "contention-outage-test/client";
		try (Application holder = Application.of(etcd.endpoints())) {
			Holding held = holder.contention().acquire(name, "v", SOON).orElseThrow();
			Application waiting = Application.of(etcd.endpoints());
			CompletableFuture<Optional<Holding>> first = new CompletableFuture<>();
			CompletableFuture<Optional<Holding>> second = new CompletableFuture<>();
			contend(waiting, name, first);
			await().until(() -> holder.keys(name + "/").size() == 2);
			Thread local = contend(waiting, name, second);
			await().until(() -> local.getState() == Thread.State.TIMED_WAITING);

			waiting.closeClientFirst();

			assertThat(first).failsWithin(SOON);
			assertThat(second).failsWithin(SOON)
				.withThrowableThat()
				.withCauseInstanceOf(EtcdUnavailableException.class);
			held.release();
		}
	}

	private static Thread contend(Application application, String name, CompletableFuture<Optional<Holding>> result) {
		Thread thread = new Thread(() -> {
			try {
				result.complete(application.contention().acquire(name, "v", Duration.ofHours(1)));
			}
			catch (InterruptedException | RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}
