/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class FencingCheckerTests {

	private final FencingChecker checker = new FencingChecker();

	@Test
	void writes_in_the_order_of_tokens_are_fine() {
		assertThat(base().put(2, "lab/fenced/lock-0", 12, 10, "5:app-1.1:1", "0")
			.ok(1, 2, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:1", "revision=12")
			.delete(3, "lab/locks/lock-0/a", 13)
			.put(4, "lab/fenced/lock-0", 14, 10, "7:app-2.1:1", "0")
			.unknown(3, 8, "app-2.1", Workload.FENCE, "write", "name=lock-0 token=7 value=7:app-2.1:1")
			.fail(3, 4, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:2", "fenced=true")
			.unanswered(3, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:3")
			.check(this.checker)).isEmpty();
	}

	@Test
	void an_older_token_behind_a_newer_is_found() {
		assertThat(base().put(2, "lab/fenced/lock-0", 12, 10, "7:app-2.1:1", "0")
			.unanswered(1, "app-2.1", Workload.FENCE, "write", "name=lock-0 token=7 value=7:app-2.1:1")
			.put(2, "lab/fenced/lock-0", 13, 10, "5:app-1.1:1", "0")
			.unanswered(1, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:1")
			.check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("older token"));
	}

	@Test
	void a_write_behind_the_end_of_its_key_is_found() {
		assertThat(base().delete(1, "lab/locks/lock-0/a", 11)
			.put(2, "lab/fenced/lock-0", 12, 10, "5:app-1.1:1", "0")
			.unanswered(1, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:1")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_write_of_a_token_without_a_key_is_found() {
		assertThat(base().put(2, "lab/fenced/lock-0", 12, 10, "6:app-1.1:1", "0")
			.unanswered(1, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=6 value=6:app-1.1:1")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void an_acknowledged_write_that_is_not_there_is_found() {
		assertThat(base()
			.ok(1, 2, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:1", "revision=12")
			.end(9, 20)
			.check(this.checker)).hasSize(1);
		assertThat(base().put(2, "lab/fenced/lock-0", 12, 10, "5:app-1.1:1", "0")
			.ok(1, 2, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:1", "revision=13")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_refused_write_that_is_there_is_found() {
		assertThat(base().put(2, "lab/fenced/lock-0", 12, 10, "5:app-1.1:1", "0")
			.fail(1, 2, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:1", "fenced=true")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_write_that_nobody_asked_for_or_that_came_twice_is_found() {
		assertThat(base().put(2, "lab/fenced/lock-0", 12, 10, "5:app-1.1:1", "0").check(this.checker)).hasSize(1);
		assertThat(base().put(2, "lab/fenced/lock-0", 12, 10, "5:app-1.1:1", "0")
			.put(2, "lab/fenced/lock-0", 13, 10, "5:app-1.1:1", "0")
			.unanswered(1, "app-1.1", Workload.FENCE, "write", "name=lock-0 token=5 value=5:app-1.1:1")
			.check(this.checker)).hasSize(1);
	}

	private static Script base() {
		return new Script().put(0, "lab/locks/lock-0/a", 5, 5, "x", "7").put(0, "lab/locks/lock-0/b", 7, 7, "x", "8");
	}

}
