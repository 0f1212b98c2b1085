/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class LossesToldCheckerTests {

	private final LossesToldChecker checker = new LossesToldChecker();

	@Test
	void a_loss_that_is_told_soon_is_fine() {
		assertThat(lost().note(2.5, "app-1.1", Workload.LOCK, "lost", "lock=a token=5").check(this.checker)).isEmpty();
	}

	@Test
	void a_loss_that_is_never_told_is_found() {
		assertThat(lost().check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("'a'"));
	}

	@Test
	void a_loss_that_is_told_twice_is_found() {
		assertThat(lost().note(2.5, "app-1.1", Workload.LOCK, "lost", "lock=a token=5")
			.note(2.6, "app-1.1", Workload.LOCK, "lost", "lock=a token=5")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void nobody_is_told_of_a_loss_who_released_soon() {
		assertThat(lost().ok(3, 3.1, "app-1.1", Workload.LOCK, "release", "lock=a token=5", "").check(this.checker))
			.isEmpty();
	}

	@Test
	void who_was_halted_or_died_meanwhile_needs_not_be_told() {
		assertThat(
				lost().fault(2.1, "paused", "instance=app-1").fault(9, "resumed", "instance=app-1").check(this.checker))
			.isEmpty();
		assertThat(new Script().held(1, "app-1.1", "a", 5, true).held(2, "app-1.1", "a", 5, false).check(this.checker))
			.isEmpty();
	}

	@Test
	void a_halt_of_another_application_is_no_excuse() {
		assertThat(
				lost().fault(2.1, "paused", "instance=app-2").fault(9, "resumed", "instance=app-2").check(this.checker))
			.hasSize(1);
	}

	@Test
	void terms_that_are_told_soon_are_fine() {
		assertThat(led().note(1.1, "app-1.1", Workload.LEADER, "granted", "token=7")
			.note(5.2, "app-1.1", Workload.LEADER, "revoked", "token=7")
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_beginning_or_an_end_that_is_told_late_or_never_is_found() {
		assertThat(led().note(4.5, "app-1.1", Workload.LEADER, "granted", "token=7")
			.note(5.2, "app-1.1", Workload.LEADER, "revoked", "token=7")
			.check(this.checker)).hasSize(1);
		assertThat(led().note(1.1, "app-1.1", Workload.LEADER, "granted", "token=7")
			.note(9, "app-1.1", Workload.LEADER, "revoked", "token=7")
			.check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("token 7"));
		assertThat(led().check(this.checker)).hasSize(2);
	}

	private static Script lost() {
		return new Script().held(1, "app-1.1", "a", 5, true)
			.held(2, "app-1.1", "a", 5, false)
			.held(8, "app-1.1", "a", 5, false);
	}

	private static Script led() {
		return new Script().leads(1, 5, "app-1.1", 7).follows(5.1, 10, "app-1.1");
	}

}
