/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class MutualExclusionCheckerTests {

	private final MutualExclusionChecker checker = new MutualExclusionChecker(Script.TTL);

	@Test
	void holders_one_after_another_are_fine() {
		assertThat(new Script().acquire(0, 0.1, "app-1.1", "lock-0", 5)
			.held(0.2, "app-1.1", "lock-0", 5, true)
			.held(0.4, "app-1.1", "lock-0", 5, true)
			.ok(0.5, 0.6, "app-1.1", Workload.LOCK, "release", "lock=lock-0 token=5", "")
			.held(0.7, "app-1.1", "lock-0", 5, false)
			.held(0.55, "app-2.1", "lock-0", 6, true)
			.held(0.9, "app-2.1", "lock-0", 6, true)
			.check(this.checker)).isEmpty();
	}

	@Test
	void other_locks_may_be_held_at_the_same_time() {
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.held(2, "app-1.1", "lock-0", 5, true)
			.held(1, "app-2.1", "lock-1", 6, true)
			.held(3, "app-2.1", "lock-1", 6, true)
			.check(this.checker)).isEmpty();
	}

	@Test
	void an_answer_that_was_right_at_its_question_is_fine_although_it_comes_after_a_halt() {
		// Halted inside of isHeld(): the question is before the other's hold, the answer
		// after.
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.ok(1, 20, "app-1.1", Workload.LOCK, "held", "lock=lock-0 token=5", "held=true")
			.held(10, "app-2.1", "lock-0", 6, true)
			.held(15, "app-2.1", "lock-0", 6, true)
			.held(20.1, "app-1.1", "lock-0", 5, false)
			.check(this.checker)).isEmpty();
	}

	@Test
	void who_is_killed_held_until_the_last_answer_only() {
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.held(1, "app-1.1", "lock-0", 5, true)
			.unanswered(1.1, "app-1.1", Workload.LOCK, "held", "lock=lock-0 token=5")
			.held(6, "app-2.1", "lock-0", 6, true)
			.held(7, "app-2.1", "lock-0", 6, true)
			.check(this.checker)).isEmpty();
	}

	@Test
	void two_holders_at_once_are_found() {
		List<Violation> found = new Script().held(0, "app-1.1", "lock-0", 5, true)
			.held(2, "app-1.1", "lock-0", 5, true)
			.held(1, "app-2.1", "lock-0", 6, true)
			.held(3, "app-2.1", "lock-0", 6, true)
			.check(this.checker);
		assertThat(found).singleElement().satisfies((violation) -> {
			assertThat(violation.promise()).isEqualTo(Promise.MUTUAL_EXCLUSION);
			assertThat(violation.explained()).isFalse();
			assertThat(violation.text()).contains("app-1.1", "app-2.1", "token 5", "token 6", "lock-0");
		});
	}

	@Test
	void two_threads_of_one_process_are_found() {
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.held(2, "app-1.1", "lock-0", 5, true)
			.held(1, "app-1.1", "lock-0", 6, true)
			.held(3, "app-1.1", "lock-0", 6, true)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_single_answer_inside_of_another_hold_is_found() {
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.held(2, "app-1.1", "lock-0", 5, true)
			.held(1, "app-2.1", "lock-0", 6, true)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_third_holder_inside_of_a_long_hold_is_found() {
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.held(10, "app-1.1", "lock-0", 5, true)
			.held(1, "app-2.1", "lock-0", 6, true)
			.held(2, "app-2.1", "lock-0", 6, true)
			.held(8, "app-3.1", "lock-0", 7, true)
			.held(9, "app-3.1", "lock-0", 7, true)
			.check(this.checker)).hasSize(2);
	}

	@Test
	void held_again_after_no_is_found() {
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.held(1, "app-1.1", "lock-0", 5, false)
			.held(2, "app-1.1", "lock-0", 5, true)
			.check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("Held again"));
	}

	@Test
	void held_after_the_loss_was_told_or_after_the_release_is_found() {
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.note(1, "app-1.1", Workload.LOCK, "lost", "lock=lock-0 token=5")
			.held(2, "app-1.1", "lock-0", 5, true)
			.check(this.checker)).hasSize(1);
		assertThat(new Script().held(0, "app-1.1", "lock-0", 5, true)
			.ok(0.5, 1, "app-1.1", Workload.LOCK, "release", "lock=lock-0 token=5", "")
			.held(2, "app-1.1", "lock-0", 5, true)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void held_although_the_key_is_gone_is_found_without_another_holder() {
		assertThat(new Script().put(0, "lab/locks/lock-0/a", 5, "x")
			.delete(1, "lab/locks/lock-0/a", 6)
			.held(0.5, "app-1.1", "lock-0", 5, true)
			.held(2, "app-1.1", "lock-0", 5, true)
			.check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("its key is gone"));
	}

	@Test
	void a_lease_that_etcd_ended_early_while_its_leader_was_halted_explains_it() {
		assertThat(early("ETCD_LEADER_PAUSE", true).check(this.checker)).hasSize(2).allMatch(Violation::explained);
		assertThat(early("SLOW_DISK", true).check(this.checker)).hasSize(2).allMatch(Violation::explained);
	}

	@Test
	void a_belief_that_outlives_the_lease_by_its_ttl_is_never_explained() {
		assertThat(early("ETCD_LEADER_PAUSE", true).held(6.1, "app-1.1", "lock-0", 5, true).check(this.checker))
			.hasSize(2)
			.noneMatch(Violation::explained);
	}

	@Test
	void the_end_of_a_lease_is_when_somebody_knew_of_it_however_late_the_oracle_heard() {
		// Another holder and a watch knew at 1.1 s what the oracle heard at 5 s.
		assertThat(new Script().put(0, "lab/locks/lock-0/a", 5, 5, "x", "7")
			.put(0, "lab/locks/lock-0/b", 6, 6, "x", "8")
			.fault(0.1, "begin", "fault=1 kind=ETCD_LEADER_PAUSE")
			.fault(0.8, "end", "fault=1 kind=ETCD_LEADER_PAUSE")
			.note(1.1, "app-3.1", Workload.WATCH, "put", "key=lab/kv/a revision=8 value=x")
			.delete(5, "lab/locks/lock-0/a", 7)
			.held(0.5, "app-1.1", "lock-0", 5, true)
			.held(6.2, "app-1.1", "lock-0", 5, true)
			.held(1.1, "app-2.1", "lock-0", 6, true)
			.held(3, "app-2.1", "lock-0", 6, true)
			.check(this.checker)).hasSize(2).noneMatch(Violation::explained);
	}

	@Test
	void another_fault_explains_nothing() {
		assertThat(early("MEMBER_KILL", true).check(this.checker)).hasSize(2).noneMatch(Violation::explained);
	}

	@Test
	void a_key_that_was_deleted_alone_is_never_explained() {
		assertThat(early("ETCD_LEADER_PAUSE", false).check(this.checker)).hasSize(2).noneMatch(Violation::explained);
	}

	@Test
	void a_key_that_still_exists_is_never_explained() {
		assertThat(new Script().fault(0, "begin", "fault=1 kind=ETCD_LEADER_PAUSE")
			.put(0, "lab/locks/lock-0/a", 5, 5, "x", "7")
			.held(0.5, "app-1.1", "lock-0", 5, true)
			.held(2, "app-1.1", "lock-0", 5, true)
			.held(1, "app-2.1", "lock-0", 6, true)
			.held(2, "app-2.1", "lock-0", 6, true)
			.check(this.checker)).singleElement().matches((violation) -> !violation.explained());
	}

	private static Script early(String kind, boolean lease) {
		Script script = new Script().put(0, "lab/nodes/app-1", 4, 4, "x", "7")
			.put(0, "lab/locks/lock-0/a", 5, 5, "x", "7")
			.put(0, "lab/locks/lock-0/b", 6, 6, "x", "8")
			.fault(0.1, "begin", "fault=1 kind=" + kind)
			.fault(0.8, "end", "fault=1 kind=" + kind)
			.delete(1, "lab/locks/lock-0/a", 7)
			.held(0.5, "app-1.1", "lock-0", 5, true)
			.held(2, "app-1.1", "lock-0", 5, true)
			.held(1.1, "app-2.1", "lock-0", 6, true)
			.held(3, "app-2.1", "lock-0", 6, true);
		return lease ? script.delete(1, "lab/nodes/app-1", 7) : script;
	}

}
