/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Locks whose etcd goes away.
 */
@EtcdServer(dedicated = true)
class EtcdLockOutageTests {

	private static final EtcdSessionSettings SHORT = new EtcdSessionSettings(Duration.ofSeconds(2),
			Duration.ofMillis(500));

	private static final String PREFIX = "outage-test/";

	static EtcdProcess etcd;

	private Application application;

	@BeforeEach
	void start() {
		this.application = Application.of(etcd.endpoints(), SHORT);
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void a_lock_is_not_held_from_the_local_deadline_on_and_can_be_had_again_once_etcd_is_back()
			throws InterruptedException {
		EtcdLockTemplate locks = this.application.locks(PREFIX);
		CountDownLatch told = new CountDownLatch(1);
		EtcdLock lost = locks.acquire("a");
		lost.onLost(told::countDown);

		etcd.kill();
		long deadline = System.nanoTime() + SHORT.ttl().minus(SHORT.margin()).toNanos();
		await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() - deadline >= 0);

		assertThat(lost.isHeld()).isFalse();
		assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();

		etcd.restart();
		try (EtcdLock next = locks.acquire("a", Duration.ofSeconds(30))) {
			assertThat(next.token()).isGreaterThan(lost.token());
			lost.close();
			assertThat(next.isHeld()).isTrue();
			assertThat(this.application.keys(PREFIX)).extracting((key) -> key.getCreateRevision())
				.contains(next.token().value());
		}
	}

	@Test
	void work_under_way_ends_with_the_loss_and_a_waiter_goes_on_through_the_outage() {
		EtcdLockTemplate locks = this.application.locks(PREFIX);

		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> locks.execute("b", (lock) -> {
			etcd.kill();
			await().until(() -> !lock.isHeld());
			etcd.launch();
			return null;
		}));

		assertThat(locks.<String, RuntimeException>execute("b", (lock) -> "done")).isEqualTo("done");
	}

}
