/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class LinearizabilityCheckerTests {

	private static final String KEY = "key=lab/kv/r1";

	private final LinearizabilityChecker checker = new LinearizabilityChecker();

	@Test
	void each_kind_of_call_in_a_row_is_fine() {
		assertThat(new Script().ok(0, 1, "app-1.1", Workload.KV, "get", KEY, "")
			.ok(1, 2, "app-1.1", Workload.KV, "delete", KEY, "applied=false revision=1")
			.ok(2, 3, "app-1.1", Workload.KV, "getAndDelete", KEY, "applied=false revision=1")
			.ok(3, 4, "app-1.1", Workload.KV, "putIfAbsent", KEY + " value=a", "applied=true revision=2")
			.ok(4, 5, "app-1.1", Workload.KV, "putIfAbsent", KEY + " value=b", "applied=false revision=2 previous=a")
			.ok(5, 6, "app-1.1", Workload.KV, "cas", KEY + " expected=a value=c", "applied=true revision=3")
			.ok(6, 7, "app-1.1", Workload.KV, "cas", KEY + " expected=a value=d", "applied=false revision=3")
			.ok(7, 8, "app-1.1", Workload.KV, "casRevision", KEY + " expectedRevision=3 expected=c value=e",
					"applied=true revision=4")
			.ok(8, 9, "app-1.1", Workload.KV, "getAndPut", KEY + " value=f", "applied=true revision=5 previous=e")
			.ok(9, 10, "app-1.1", Workload.KV, "get", KEY, "value=f")
			.ok(10, 11, "app-1.1", Workload.KV, "getAndDelete", KEY, "previous=f")
			.ok(11, 12, "app-1.1", Workload.KV, "casRevision", KEY + " expectedRevision=0 value=g",
					"applied=true revision=7")
			.ok(12, 13, "app-1.1", Workload.KV, "delete", KEY, "applied=true revision=8")
			.ok(13, 14, "app-1.1", Workload.KV, "get", KEY, "")
			.check(this.checker)).isEmpty();
	}

	@Test
	void calls_at_the_same_time_may_happen_in_any_order() {
		assertThat(new Script().ok(0, 10, "app-1.1", Workload.KV, "put", KEY + " value=a", "applied=true")
			.ok(0, 10, "app-2.1", Workload.KV, "put", KEY + " value=b", "applied=true")
			.ok(1, 2, "app-3.1", Workload.KV, "get", KEY, "value=b")
			.ok(3, 4, "app-3.1", Workload.KV, "get", KEY, "value=a")
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_value_that_comes_back_is_found() {
		assertThat(new Script().ok(0, 10, "app-1.1", Workload.KV, "put", KEY + " value=a", "applied=true")
			.ok(0, 10, "app-2.1", Workload.KV, "put", KEY + " value=b", "applied=true")
			.ok(1, 2, "app-3.1", Workload.KV, "get", KEY, "value=b")
			.ok(3, 4, "app-3.1", Workload.KV, "get", KEY, "value=a")
			.ok(5, 6, "app-3.1", Workload.KV, "get", KEY, "value=b")
			.check(this.checker)).singleElement()
			.matches((violation) -> violation.promise() == Promise.LINEARIZABLE)
			.satisfies((violation) -> assertThat(violation.text()).contains("lab/kv/r1", "value=b"));
	}

	@Test
	void a_stale_read_is_found() {
		assertThat(new Script().ok(0, 1, "app-1.1", Workload.KV, "put", KEY + " value=a", "applied=true")
			.ok(2, 3, "app-2.1", Workload.KV, "get", KEY, "")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void two_winners_of_one_comparison_are_found() {
		assertThat(new Script().ok(0, 1, "app-1.1", Workload.KV, "put", KEY + " value=a", "applied=true")
			.ok(2, 5, "app-1.1", Workload.KV, "cas", KEY + " expected=a value=b", "applied=true")
			.ok(2, 5, "app-2.1", Workload.KV, "casRevision", KEY + " expectedRevision=2 expected=a value=c",
					"applied=true")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_write_without_an_answer_may_happen_late_or_never() {
		Script script = new Script().unknown(0, 1, "app-1.1", Workload.KV, "put", KEY + " value=a")
			.unanswered(0, "app-2.1", Workload.KV, "getAndDelete", KEY)
			.ok(1, 2, "app-3.1", Workload.KV, "get", KEY, "");
		assertThat(script.check(this.checker)).isEmpty();
		assertThat(script.ok(50, 51, "app-3.1", Workload.KV, "get", KEY, "value=a").check(this.checker)).isEmpty();
		assertThat(script.ok(52, 53, "app-3.1", Workload.KV, "get", KEY, "").check(this.checker)).isEmpty();
		assertThat(script.ok(54, 55, "app-3.1", Workload.KV, "get", KEY, "value=a").check(this.checker)).hasSize(1);
	}

	@Test
	void a_write_that_failed_did_not_happen() {
		assertThat(new Script().fail(0, 1, "app-1.1", Workload.KV, "put", KEY + " value=a", "reason=away")
			.ok(2, 3, "app-3.1", Workload.KV, "get", KEY, "value=a")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_search_that_takes_too_long_is_told() {
		Script script = new Script();
		for (int index = 0; index < 20; index++) {
			script.unknown(0, 1, "app-" + index, Workload.KV, "put", KEY + " value=v" + index);
		}
		assertThat(script.ok(2, 3, "app-1.1", Workload.KV, "get", KEY, "value=nobody")
			.check(new LinearizabilityChecker(1_000))).singleElement()
			.matches((violation) -> violation.promise() == Promise.MEANINGFUL_RUN);
	}

	@Test
	void a_run_that_takes_too_long_is_given_up() {
		Script script = new Script();
		for (int register = 10; register < 40; register++) {
			String key = "key=lab/kv/r" + register;
			for (int index = 0; index < 12; index++) {
				script.unknown(0, 1, "app-" + index, Workload.KV, "put", key + " value=v" + index);
			}
			script.ok(2, 3, "app-1.1", Workload.KV, "get", key, "value=nobody");
		}
		assertThat(script.check(new LinearizabilityChecker(100))).hasSize(11)
			.allMatch((violation) -> violation.promise() == Promise.MEANINGFUL_RUN)
			.last()
			.satisfies((violation) -> assertThat(violation.text()).contains("lab/kv/r20"));
	}

	@Test
	void what_etcd_has_settles_what_was_not_answered() {
		Script script = new Script();
		for (int index = 0; index < 20; index++) {
			script.unknown(0, 1, "app-" + index, Workload.KV, "put", KEY + " value=v" + index);
		}
		assertThat(script.ok(2, 3, "app-1.1", Workload.KV, "get", KEY, "value=nobody")
			.end(9, 1)
			.check(new LinearizabilityChecker(1_000))).singleElement()
			.matches((violation) -> violation.promise() == Promise.LINEARIZABLE);
	}

}
