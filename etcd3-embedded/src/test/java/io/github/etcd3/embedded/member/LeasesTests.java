/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.mvcc.CommitListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LeasesTests {

	private final Member member = new Member();

	@AfterEach
	void close() {
		this.member.close();
	}

	@Test
	void end_by_themselves_when_their_time_is_over() {
		this.member.leases().grant(Caller.NONE, 1, 10);
		this.member.leases().grant(Caller.NONE, 2, 60);

		this.member.clock().advance(Duration.ofSeconds(10));

		await().atMost(Duration.ofSeconds(10)).until(() -> !exists(1));
		assertThat(exists(2)).isTrue();
	}

	@Test
	void go_on_ending_after_a_round_that_failed() {
		this.member.leases().grant(Caller.NONE, 1, 10);
		this.member.leases().grant(Caller.NONE, 2, 20);
		this.member.write(() -> this.member.store().write().put(ByteString.copyFromUtf8("a"), ByteString.EMPTY, 1));
		CountDownLatch failed = new CountDownLatch(1);
		CommitListener failing = (revision, changes) -> {
			failed.countDown();
			throw new IllegalStateException("told so");
		};
		this.member.addListener(failing);
		this.member.clock().advance(Duration.ofSeconds(10));
		await().atMost(Duration.ofSeconds(10)).until(() -> failed.getCount() == 0);
		this.member.removeListener(failing);

		this.member.clock().advance(Duration.ofSeconds(10));

		await().atMost(Duration.ofSeconds(10)).until(() -> !exists(2));
	}

	@Test
	void end_at_once_when_kept_alive_after_their_time_is_over() {
		this.member.leases().grant(Caller.NONE, 1, 10);
		boolean endedBefore = this.member.write(() -> {
			this.member.clock().advance(Duration.ofSeconds(10));
			return this.member.leases().renew(Caller.NONE, 1) != 0;
		});

		assertThat(endedBefore).isFalse();
		assertThat(exists(1)).isFalse();
	}

	private boolean exists(long lease) {
		return this.member.read(() -> this.member.lessor().exists(lease));
	}

}
