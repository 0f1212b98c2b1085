/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.member.Member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HashingTests {

	private final Member member = new Member();

	private final Hashing hashing = new Hashing(this.member.threads().worker());

	private final List<String> answers = new CopyOnWriteArrayList<>();

	@AfterEach
	void close() {
		this.member.close();
	}

	@Test
	void what_is_at_hand_is_answered_before_it_is_closed() {
		Thread closing = Thread.currentThread();
		answer(() -> {
			await().pollInterval(Duration.ofMillis(1))
				.atMost(Duration.ofSeconds(20))
				.until(() -> closing.getState() == Thread.State.TIMED_WAITING);
			return "first";
		});
		answer(() -> "second");
		this.hashing.close();
		assertThat(this.answers).containsExactly("first", "second");
	}

	@Test
	void takes_nothing_once_it_is_closed() {
		this.hashing.close();
		answer(() -> "late");
		assertThat(this.answers).containsExactly("UNAVAILABLE: etcdserver: server stopped");
	}

	private void answer(Supplier<String> request) {
		this.hashing.answer(new StreamObserver<>() {

			@Override
			public void onNext(String answer) {
				HashingTests.this.answers.add(answer);
			}

			@Override
			public void onError(Throwable ex) {
				HashingTests.this.answers.add(ex.getMessage());
			}

			@Override
			public void onCompleted() {
			}

		}, request);
	}

}
