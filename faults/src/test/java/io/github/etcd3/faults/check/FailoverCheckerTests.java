/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class FailoverCheckerTests {

	private final FailoverChecker checker = new FailoverChecker(Script.TTL);

	@Test
	void a_failover_within_the_bound_is_fine() {
		Script script = calm().leads(10, 20, "app-1.1", 5)
			.fault(20.1, "killed", "instance=app-1")
			.follows(0, 26, "app-2.1")
			.leads(26.1, 40, "app-2.1", 9);
		assertThat(script.check(this.checker)).isEmpty();
		Figures figures = Figures.of(script.history());
		assertThat(figures.failovers()).isEqualTo(1);
		assertThat(figures.longestFailoverMillis()).isBetween(6_000L, 6_200L);
	}

	@Test
	void nobody_who_leads_for_too_long_is_found() {
		assertThat(calm().leads(10, 20, "app-1.1", 5)
			.fault(20.1, "killed", "instance=app-1")
			.follows(0, 30, "app-2.1")
			.leads(30.1, 40, "app-2.1", 9)
			.check(this.checker)).singleElement()
			.matches((violation) -> violation.promise() == Promise.FAILOVER_IN_TIME && !violation.explained());
	}

	@Test
	void nobody_who_leads_until_the_end_is_found() {
		assertThat(calm().follows(0, 40, "app-2.1").check(this.checker)).hasSize(1);
	}

	@Test
	void the_time_without_a_quorum_does_not_count() {
		assertThat(new Script().fault(1, "begin", "fault=1 kind=QUORUM_LOSS")
			.follows(0, 46, "app-2.1")
			.fault(40, "end", "fault=1 kind=QUORUM_LOSS")
			.fault(41, "quorum", "")
			.leads(46.1, 50, "app-2.1", 5)
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_fault_of_the_network_ends_the_window() {
		assertThat(calm().follows(0, 17, "app-2.1")
			.fault(17, "begin", "fault=1 kind=CLIENT_CUT")
			.follows(17, 40, "app-2.1")
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_fault_of_the_wall_clock_does_not_end_it() {
		assertThat(calm().follows(0, 17, "app-2.1")
			.fault(17, "begin", "fault=1 kind=WALL_CLOCK")
			.follows(17, 40, "app-2.1")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void the_clock_runs_anew_when_the_next_in_the_queue_is_halted() {
		assertThat(calm().leads(10, 20, "app-1.1", 5)
			.fault(20.1, "killed", "instance=app-1")
			.follows(0, 24, "app-2.1")
			.fault(24, "paused", "instance=app-2")
			.follows(0, 31, "app-3.1")
			.leads(31, 40, "app-3.1", 9)
			.check(this.checker)).isEmpty();
	}

	@Test
	void there_is_nobody_who_could_lead() {
		assertThat(calm().leads(10, 20, "app-1.1", 5)
			.ok(20.1, 20.2, "app-1.1", Workload.LEADER, "resign", "", "")
			.follows(20.3, 39, "app-1.1")
			.ok(39.1, 39.2, "app-1.1", Workload.LEADER, "campaign", "", "")
			.leads(39.3, 40, "app-1.1", 9)
			.check(this.checker)).isEmpty();
		assertThat(calm().follows(9, 20, "app-1.1").check(this.checker)).isEmpty();
		assertThat(calm().follows(0, 12, "app-1.1")
			.fault(12, "paused", "instance=app-1")
			.fault(38, "resumed", "instance=app-1")
			.follows(38, 40, "app-1.1")
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_leader_that_is_halted_and_goes_on_leads_all_the_time() {
		assertThat(calm().leads(10, 20, "app-1.1", 5)
			.fault(20.1, "paused", "instance=app-1")
			.fault(23, "resumed", "instance=app-1")
			.leads(23.1, 40, "app-1.1", 5)
			.follows(0, 40, "app-2.1")
			.check(this.checker)).isEmpty();
	}

	@Test
	void an_empty_history_has_no_figures() {
		Figures figures = Figures.of(new History(List.of()));
		assertThat(figures.failovers()).isZero();
		assertThat(figures.operations()).isEmpty();
	}

	private static Script calm() {
		return new Script().fault(9, "quorum", "");
	}

}
