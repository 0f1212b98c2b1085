/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pauses between the attempts of a watch.
 */
class BackoffTests {

	private static final EtcdCall CALL = EtcdCall.read("watch", "a/");

	private static final EtcdException BROKEN = new EtcdException("broken", CALL, null);

	private static final EtcdException FORBIDDEN = new EtcdPermissionDeniedException("forbidden", CALL, null);

	private static final EtcdException COMPACTED = new EtcdCompactedException("compacted", CALL, null);

	@Test
	void doubles_up_to_its_greatest_pause() {
		Backoff backoff = new Backoff(() -> 0.9999999);

		assertThat(backoff.next(BROKEN)).isEqualTo(Backoff.LEAST);
		assertThat(backoff.next(BROKEN)).isEqualTo(Backoff.LEAST.multipliedBy(2));
		for (int failure = 0; failure < 100; failure++) {
			assertThat(backoff.next(BROKEN)).isBetween(Backoff.LEAST, Backoff.GREATEST);
		}
		assertThat(backoff.next(BROKEN)).isEqualTo(Backoff.GREATEST);
		assertThat(backoff.failures()).isEqualTo(103);
	}

	@Test
	void is_random_so_that_not_all_come_back_at_once() {
		assertThat(new Backoff(() -> 0).next(BROKEN)).isZero();
		assertThat(new Backoff(() -> 0.5).next(BROKEN)).isEqualTo(Duration.ofMillis(25));
	}

	@Test
	void tries_a_first_refusal_again_soon_and_the_next_ones_rarely() {
		Backoff backoff = new Backoff(() -> 0.5);

		assertThat(backoff.next(FORBIDDEN)).isLessThan(Backoff.LEAST_FORBIDDEN);
		assertThat(backoff.next(FORBIDDEN)).isEqualTo(Backoff.LEAST_FORBIDDEN);
		assertThat(backoff.next(FORBIDDEN)).isEqualTo(Backoff.LEAST_FORBIDDEN.multipliedBy(2));
		for (int failure = 0; failure < 100; failure++) {
			backoff.next(FORBIDDEN);
		}
		assertThat(backoff.next(FORBIDDEN)).isEqualTo(Backoff.GREATEST_FORBIDDEN);
	}

	@Test
	void has_the_state_read_again_at_once_the_first_time_only() {
		Backoff backoff = new Backoff(() -> 0.5);
		backoff.next(BROKEN);
		backoff.next(BROKEN);

		assertThat(backoff.next(COMPACTED)).isZero();
		assertThat(backoff.next(COMPACTED)).isEqualTo(Backoff.LEAST.multipliedBy(4));

		backoff.reset();

		assertThat(backoff.next(COMPACTED)).isZero();
		assertThat(backoff.next(COMPACTED)).isPositive();
	}

	@Test
	void begins_anew_after_a_success() {
		Backoff backoff = new Backoff(() -> 0.5);
		backoff.next(BROKEN);
		backoff.next(FORBIDDEN);
		backoff.next(FORBIDDEN);

		backoff.reset();

		assertThat(backoff.failures()).isZero();
		assertThat(backoff.next(FORBIDDEN)).isLessThan(Backoff.LEAST_FORBIDDEN);
	}

}
