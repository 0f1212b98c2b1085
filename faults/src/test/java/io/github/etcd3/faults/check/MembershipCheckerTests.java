/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class MembershipCheckerTests {

	private final MembershipChecker checker = new MembershipChecker(Script.TTL);

	@Test
	void all_who_live_are_listed_in_the_end() {
		assertThat(view(view(calm(), 12, "app-1.1", "app-2"), 21, "app-1.1", "app-1,app-2").check(this.checker))
			.isEmpty();
	}

	@Test
	void what_comes_after_the_calm_does_not_count() {
		assertThat(view(view(calm(), 21, "app-1.1", "app-1,app-2"), 30, "app-1.1", "app-1").check(this.checker))
			.isEmpty();
	}

	@Test
	void who_is_missing_or_dead_is_found() {
		assertThat(view(calm(), 21, "app-1.1", "app-1").check(this.checker)).singleElement()
			.matches((violation) -> violation.promise() == Promise.MEMBERSHIP_HEALS);
		assertThat(view(calm(), 21, "app-1.1", "app-1,app-2,app-3").check(this.checker)).hasSize(1);
	}

	@Test
	void an_application_that_says_nothing_is_found() {
		assertThat(new Script().fault(10, "calm", "alive=app-1").fault(27, "storm", "").check(this.checker)).hasSize(1);
	}

	@Test
	void a_view_that_is_not_current_is_found() {
		assertThat(calm()
			.ok(21, 21.1, "app-1.1", Workload.MEMBERSHIP, "view", "", "members=app-1,app-2 revision=7 current=false")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void an_application_that_says_nothing_in_a_calm_as_short_as_the_laboratorys_is_found() {
		assertThat(new Script().fault(10, "calm", "alive=app-1").fault(22, "storm", "").check(this.checker)).hasSize(1);
	}

	private static Script calm() {
		Script script = new Script().fault(10, "calm", "alive=app-1,app-2").fault(27, "storm", "");
		return view(script, 22, "app-2.4", "app-1,app-2");
	}

	private static Script view(Script script, double at, String process, String members) {
		return script.ok(at, at + 0.01, process, Workload.MEMBERSHIP, "view", "",
				"members=" + members + " revision=7 current=true");
	}

}
