/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class TakenOnceCheckerTests {

	private final TakenOnceChecker checker = new TakenOnceChecker();

	@Test
	void one_taker_is_fine_and_the_others_get_nothing() {
		assertThat(item().ok(1, 2, "app-1.1", Workload.KV, "take", "key=lab/items/x", "revision=3 value=x")
			.ok(1, 2, "app-2.1", Workload.KV, "take", "key=lab/items/x", "revision=3")
			.check(this.checker)).isEmpty();
	}

	@Test
	void a_taker_without_an_answer_may_have_it() {
		assertThat(item().unknown(1, 2, "app-1.1", Workload.KV, "take", "key=lab/items/x").check(this.checker))
			.isEmpty();
		assertThat(item().unanswered(1, "app-1.1", Workload.KV, "take", "key=lab/items/x").check(this.checker))
			.isEmpty();
	}

	@Test
	void two_takers_are_found() {
		assertThat(item().ok(1, 2, "app-1.1", Workload.KV, "take", "key=lab/items/x", "revision=3 value=x")
			.ok(1, 2, "app-2.1", Workload.KV, "take", "key=lab/items/x", "revision=3 value=x")
			.check(this.checker)).singleElement().matches((violation) -> violation.promise() == Promise.TAKEN_ONCE);
	}

	@Test
	void an_item_that_vanishes_is_found() {
		assertThat(item().ok(1, 2, "app-1.1", Workload.KV, "take", "key=lab/items/x", "revision=3")
			.fail(1, 2, "app-2.1", Workload.KV, "take", "key=lab/items/x", "reason=away")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void an_item_that_was_taken_but_never_put_is_found() {
		assertThat(item().ok(1, 2, "app-1.1", Workload.KV, "take", "key=lab/items/x", "revision=3 value=y")
			.check(this.checker)).hasSize(1);
	}

	private static Script item() {
		return new Script().put(0, "lab/items/x", 2, "x").delete(2, "lab/items/x", 3).end(9, 3);
	}

}
