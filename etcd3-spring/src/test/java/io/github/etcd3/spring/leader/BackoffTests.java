/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTests {

	@Test
	void pauses_double_up_to_a_cap_and_begin_anew_after_a_success() {
		Backoff backoff = new Backoff(() -> 0.0);
		assertThat(backoff.isFailing()).isFalse();
		assertThat(backoff.next()).isEqualTo(Backoff.BASE.dividedBy(2));
		assertThat(backoff.next()).isEqualTo(Backoff.BASE);
		assertThat(backoff.isFailing()).isTrue();
		Duration last = Duration.ZERO;
		for (int failure = 0; failure < 1000; failure++) {
			Duration next = backoff.next();
			assertThat(next).isGreaterThanOrEqualTo(last);
			last = next;
		}
		assertThat(last).isEqualTo(Backoff.CAP.dividedBy(2));
		backoff.reset();
		assertThat(backoff.isFailing()).isFalse();
		assertThat(backoff.next()).isEqualTo(Backoff.BASE.dividedBy(2));
	}

	@Test
	void chance_adds_up_to_the_other_half() {
		assertThat(new Backoff(() -> 0.5).next()).isEqualTo(Backoff.BASE.multipliedBy(3).dividedBy(4));
		assertThat(new Backoff(() -> 0.999).next()).isLessThan(Backoff.BASE);
	}

}
