/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class OneLeaderCheckerTests {

	private final OneLeaderChecker checker = new OneLeaderChecker(Script.TTL);

	@Test
	void terms_one_after_another_are_fine() {
		assertThat(new Script().leads(0, 2, "app-1.1", 5)
			.follows(0, 2.1, "app-2.1")
			.leads(2.2, 4, "app-2.1", 8)
			.follows(2.2, 4, "app-1.1")
			.leads(5, 6, "app-1.1", 11)
			.check(this.checker)).isEmpty();
	}

	@Test
	void an_answer_without_its_token_is_fine_between_two_terms() {
		assertThat(new Script().leads(0, 2, "app-1.1", 5)
			.ok(2.1, 2.2, "app-1.1", Workload.LEADER, "leading", "", "leader=true")
			.leads(3, 4, "app-2.1", 8)
			.ok(7, 7.1, "app-1.1", Workload.LEADER, "leading", "", "leader=true")
			.check(this.checker)).isEmpty();
	}

	@Test
	void two_leaders_are_found() {
		assertThat(new Script().leads(0, 2, "app-1.1", 5).leads(1.9, 4, "app-2.1", 8).check(this.checker))
			.singleElement()
			.matches((violation) -> violation.promise() == Promise.ONE_LEADER && !violation.explained());
	}

	@Test
	void a_leader_without_a_token_in_the_term_of_another_is_found() {
		assertThat(new Script().leads(0, 2, "app-1.1", 5)
			.ok(1, 1.001, "app-2.1", Workload.LEADER, "leading", "", "leader=true")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_term_that_comes_back_is_found() {
		assertThat(new Script().leads(0, 1, "app-1.1", 5)
			.follows(1.1, "app-1.1")
			.leads(1.2, 2, "app-1.1", 5)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_leader_after_its_revocation_is_found() {
		assertThat(new Script().leads(0, 1, "app-1.1", 5)
			.note(1.1, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
			.leads(1.2, "app-1.1", 5)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_leader_whose_key_is_gone_is_found() {
		assertThat(new Script().put(0, "lab/master/a", 5, "x")
			.delete(1, "lab/master/a", 6)
			.leads(0.5, 2, "app-1.1", 5)
			.check(this.checker)).hasSize(1);
	}

}
