/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class MeaningfulRunCheckerTests {

	private final MeaningfulRunChecker checker = new MeaningfulRunChecker();

	@Test
	void a_run_with_all_that_is_to_be_done_is_fine() {
		assertThat(run().end(9, 3).check(this.checker)).isEmpty();
	}

	@Test
	void an_oracle_with_a_gap_or_without_an_end_is_found() {
		assertThat(run().check(this.checker)).hasSize(1);
		assertThat(run().put(2, "x", 5, "x").end(9, 5).check(this.checker)).hasSize(1);
		assertThat(run().end(9, 4).check(this.checker)).hasSize(1);
	}

	@Test
	void what_was_unexpected_is_found() {
		assertThat(run().end(9, 3)
			.note(3, "app-1.1", Workload.KV, "unexpected", "text=bug")
			.fault(3, "failed", "text=stuck")
			.check(this.checker)).hasSize(2).allMatch((violation) -> violation.promise() == Promise.MEANINGFUL_RUN);
	}

	@Test
	void an_application_that_did_nothing_is_found() {
		assertThat(run().end(9, 3).fault(1, "started", "instance=app-2").check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("app-2", "KV get"));
	}

	@Test
	void a_run_in_which_hardly_anything_happened_is_found() {
		assertThat(run().end(60, 3).check(this.checker)).hasSize(1);
	}

	@Test
	void a_long_run_without_hardships_is_found() {
		assertThat(run().end(700, 3).check(this.checker)).anySatisfy((violation) -> assertThat(violation.text())
			.contains("fenced out", "compacted", "lock that was lost", "leader whose session was lost"));
		assertThat(run().end(700, 3)
			.note(2, "app-1.1", Workload.WATCH, "resynced", "revision=3")
			.fail(2, 3, "app-1.1", Workload.FENCE, "write", "", "fenced=true")
			.note(2, "app-1.1", Workload.LOCK, "lost", "lock=a token=5")
			.note(2, "app-1.1", Workload.LEADER, "revoked", "token=2 reason=SESSION_LOST")
			.check(this.checker)).noneSatisfy((violation) -> assertThat(violation.text()).contains("In all the time"));
	}

	@Test
	void an_empty_history_is_found() {
		assertThat(new Script().check(this.checker)).hasSize(1);
	}

	private static Script run() {
		Script script = new Script().put(0, "a", 2, "x")
			.put(0, "b", 3, "x")
			.acquire(0, 1, "app-1.1", "lock-0", 5)
			.held(1, "app-1.1", "lock-0", 5, true)
			.ok(1, 2, "app-1.1", Workload.FENCE, "write", "", "")
			.ok(1, 2, "app-1.1", Workload.MEMBERSHIP, "view", "", "")
			.note(1, "app-1.1", Workload.LEADER, "granted", "token=2")
			.note(1, "app-1.1", Workload.WATCH, "put", "revision=3")
			.note(1, "app-1.1", Workload.WATCH, "view", "revision=3")
			.leads(1, 5, "app-1.1", 2);
		for (String operation : new String[] { "get", "put", "cas", "take", "increment", "add" }) {
			script.ok(1, 2, "app-1.1", Workload.KV, operation, "", "");
		}
		return script;
	}

}
