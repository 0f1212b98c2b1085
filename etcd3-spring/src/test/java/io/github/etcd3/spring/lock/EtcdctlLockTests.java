/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.Etcdctl;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Locks that {@code etcdctl lock} contends for too.
 */
@EmbeddedServer
class EtcdctlLockTests {

	private static final String PREFIX = "etcdctl-lock-test/";

	private final TestEtcd etcd;

	private final Etcdctl etcdctl;

	private Application application;

	private EtcdLockTemplate locks;

	EtcdctlLockTests(TestEtcd etcd) {
		this.etcd = etcd;
		this.etcdctl = etcd.etcdctl();
	}

	@BeforeEach
	void start() {
		this.application = Application.of(this.etcd.endpoints());
		this.locks = this.application.locks(PREFIX);
	}

	@AfterEach
	void stop() {
		this.application.close();
		this.etcdctl.close();
	}

	@Test
	void we_wait_for_etcdctl() throws IOException {
		Process theirs = this.etcdctl.start("lock", PREFIX + "a");
		try (BufferedReader output = theirs.inputReader()) {
			assertThat(output.readLine()).startsWith(PREFIX + "a/");
			assertThat(this.locks.tryAcquire("a")).isEmpty();
			CompletableFuture<EtcdLock> waiter = CompletableFuture
				.supplyAsync(() -> this.locks.acquire("a", Duration.ofSeconds(60)), (task) -> new Thread(task).start());
			await().until(() -> this.application.keys(PREFIX).size() == 2);
			assertThat(waiter).isNotDone();

			theirs.destroy();

			waiter.join().close();
		}
		assertThat(this.application.keys(PREFIX)).isEmpty();
	}

	@Test
	void etcdctl_waits_for_us() throws IOException {
		EtcdLock lock = this.locks.acquire("a");
		Process theirs = this.etcdctl.start("lock", PREFIX + "a");
		try (BufferedReader output = theirs.inputReader()) {
			await().until(() -> this.application.keys(PREFIX).size() == 2);
			assertThat(output.ready()).as("etcdctl holds the lock").isFalse();

			lock.close();

			assertThat(output.readLine()).startsWith(PREFIX + "a/");
			assertThat(this.locks.tryAcquire("a")).isEmpty();
		}
		finally {
			theirs.destroy();
		}
		await().until(() -> this.application.keys(PREFIX).isEmpty());
	}

}
