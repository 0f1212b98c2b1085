/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class GrantsCheckerTests {

	private final GrantsChecker checker = new GrantsChecker();

	@Test
	void each_grant_with_its_revocation_is_fine() {
		assertThat(granted(new Script(), 1, 5, true).leads(1.1, 2, "app-1.1", 5)
			.note(3, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
			.note(3.01, "app-1.1", Workload.LEADER, "state", "event=revoked leader=true current=9 active=false token=5")
			.note(3.02, "app-1.1", Workload.LEADER, "granted", "token=9")
			.note(4, "app-1.1", Workload.LEADER, "revoked", "token=9 reason=CLOSED")
			.note(5, "app-1.1", Workload.LEFTOVER, "closed", "threads= sockets=0 descriptors=5/5")
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_grant_whose_process_is_killed_has_no_revocation() {
		assertThat(granted(new Script(), 1, 5, true).check(this.checker)).isEmpty();
	}

	@Test
	void a_term_that_is_over_when_it_is_told_is_fine() {
		assertThat(new Script().leads(0.9, "app-1.1", 5)
			.note(20, "app-1.1", Workload.LEADER, "granted", "token=5")
			.note(20.01, "app-1.1", Workload.LEADER, "state", "event=granted leader=false")
			.follows(20.02, "app-1.1")
			.note(20.03, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
			.check(this.checker)).isEmpty();
	}

	@Test
	void the_event_before_the_state_is_found() {
		assertThat(granted(new Script(), 1, 5, false).leads(1.1, 2, "app-1.1", 5).check(this.checker)).hasSize(1);
		assertThat(
				granted(new Script(), 1, 5, true).note(3, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
					.note(3.01, "app-1.1", Workload.LEADER, "state", "event=revoked leader=true current=5")
					.check(this.checker))
			.hasSize(1);
		assertThat(
				granted(new Script(), 1, 5, true).note(3, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
					.note(3.01, "app-1.1", Workload.LEADER, "state", "event=revoked leader=true")
					.check(this.checker))
			.hasSize(1);
		assertThat(
				granted(new Script(), 1, 5, true).note(3, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
					.note(3.01, "app-1.1", Workload.LEADER, "state", "event=revoked leader=false active=true")
					.check(this.checker))
			.hasSize(1);
	}

	@Test
	void two_grants_in_a_row_are_found() {
		assertThat(granted(granted(new Script(), 1, 5, true), 2, 9, true).check(this.checker)).hasSize(1);
	}

	@Test
	void two_revocations_in_a_row_are_found() {
		assertThat(
				granted(new Script(), 1, 5, true).note(3, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
					.note(4, "app-1.1", Workload.LEADER, "revoked", "token=5 reason=LOST")
					.check(this.checker))
			.hasSize(1);
	}

	@Test
	void a_revocation_of_another_term_is_found() {
		assertThat(
				granted(new Script(), 1, 5, true).note(3, "app-1.1", Workload.LEADER, "revoked", "token=4 reason=LOST")
					.check(this.checker))
			.hasSize(1);
	}

	@Test
	void a_graceful_stop_without_a_revocation_is_found() {
		assertThat(granted(new Script(), 1, 5, true)
			.note(5, "app-1.1", Workload.LEFTOVER, "closed", "threads= sockets=0 descriptors=5/5")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_term_that_was_never_told_is_found() {
		assertThat(new Script().leads(1, 2, "app-1.1", 5)
			.note(5, "app-1.1", Workload.LEFTOVER, "closed", "threads= sockets=0 descriptors=5/5")
			.check(this.checker)).hasSize(1);
	}

	private static Script granted(Script script, double at, long token, boolean leader) {
		return script.note(at, "app-1.1", Workload.LEADER, "granted", "token=" + token)
			.note(at + 0.01, "app-1.1", Workload.LEADER, "state", "event=granted leader=" + leader);
	}

}
