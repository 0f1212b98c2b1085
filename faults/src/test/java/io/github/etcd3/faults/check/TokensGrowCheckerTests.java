/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class TokensGrowCheckerTests {

	private final TokensGrowChecker checker = new TokensGrowChecker(Script.TTL);

	@Test
	void growing_tokens_are_fine() {
		assertThat(new Script().acquire(0, 1, "app-1.1", "lock-0", 5)
			.acquire(2, 3, "app-2.1", "lock-0", 9)
			.acquire(2, 3, "app-2.1", "lock-1", 8)
			.check(this.checker)).isEmpty();
	}

	@Test
	void an_answer_that_comes_late_after_a_halt_is_fine() {
		assertThat(new Script().acquire(0, 30, "app-1.1", "lock-0", 5)
			.acquire(1, 10, "app-2.1", "lock-0", 9)
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_grant_that_is_told_late_after_a_halt_is_fine() {
		assertThat(new Script().note(20, "app-1.1", Workload.LEADER, "granted", "token=5")
			.note(10, "app-2.1", Workload.LEADER, "granted", "token=9")
			.leads(10, 11, "app-2.1", 9)
			.follows(20, "app-1.1")
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_smaller_token_of_a_lock_is_found() {
		assertThat(new Script().acquire(0, 1, "app-1.1", "lock-0", 9)
			.acquire(0, 5, "app-3.1", "lock-0", 12)
			.acquire(2, 3, "app-2.1", "lock-0", 5)
			.check(this.checker)).singleElement()
			.matches((violation) -> violation.promise() == Promise.TOKENS_GROW && !violation.explained());
	}

	@Test
	void a_token_that_is_given_twice_is_found() {
		assertThat(new Script().acquire(0, 2, "app-1.1", "lock-0", 9)
			.acquire(1, 3, "app-2.1", "lock-0", 9)
			.check(this.checker)).hasSize(1);
		assertThat(new Script().note(1, "app-1.1", Workload.LEADER, "granted", "token=5")
			.note(2, "app-2.1", Workload.LEADER, "granted", "token=5")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_smaller_token_of_a_leader_is_found() {
		assertThat(new Script().note(1, "app-1.1", Workload.LEADER, "granted", "token=5")
			.note(2, "app-1.1", Workload.LEADER, "granted", "token=4")
			.check(this.checker)).hasSize(1);
		assertThat(new Script().leads(0, 1, "app-1.1", 9).leads(2, 3, "app-2.1", 5).check(this.checker)).hasSize(1);
	}

	@Test
	void a_token_that_etcd_never_gave_is_found() {
		assertThat(new Script().acquire(0, 1, "app-1.1", "lock-0", 5)
			.put(0.5, "lab/locks/lock-0/a", 5, "x")
			.end(9, 9)
			.check(this.checker)).isEmpty();
		assertThat(new Script().acquire(0, 1, "app-1.1", "lock-0", 5)
			.put(0.5, "lab/locks/lock-0/a", 6, "x")
			.end(9, 9)
			.check(this.checker)).hasSize(1);
	}

}
