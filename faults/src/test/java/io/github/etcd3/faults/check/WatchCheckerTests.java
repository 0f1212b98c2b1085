/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class WatchCheckerTests {

	private final WatchChecker checker = new WatchChecker(Script.TTL);

	@Test
	void all_told_once_and_in_order_is_fine() {
		assertThat(
				told(told(told(told(etcd().note(0.5, "app-1.1", Workload.WATCH, "started", "revision=4"), 4), 5), 6), 7)
					.check(this.checker))
			.isEmpty();
	}

	@Test
	void a_missing_end_is_fine() {
		assertThat(told(told(etcd(), 4), 5).check(this.checker)).isEmpty();
	}

	@Test
	void one_transaction_with_several_keys_is_fine() {
		assertThat(etcd().put(9, "lab/kv/d", 8, "d1")
			.put(9, "lab/kv/e", 8, "e1")
			.note(9, "app-1.1", Workload.WATCH, "put", "key=lab/kv/d revision=8 value=d1")
			.note(9, "app-1.1", Workload.WATCH, "put", "key=lab/kv/e revision=8 value=e1")
			.check(this.checker)).isEmpty();
		assertThat(etcd().put(9, "lab/kv/d", 8, "d1")
			.put(9, "lab/kv/e", 8, "e1")
			.note(9, "app-1.1", Workload.WATCH, "started", "revision=8")
			.note(9, "app-1.1", Workload.WATCH, "put", "key=lab/kv/e revision=8 value=e1")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_gap_is_found() {
		assertThat(told(told(etcd(), 4), 6).check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("revision 5"));
	}

	@Test
	void a_gap_at_the_beginning_is_found() {
		assertThat(told(etcd().note(0.5, "app-1.1", Workload.WATCH, "started", "revision=4"), 5).check(this.checker))
			.hasSize(1);
	}

	@Test
	void a_change_that_is_told_twice_is_found() {
		assertThat(told(told(told(etcd(), 4), 5), 5).check(this.checker)).hasSize(1);
	}

	@Test
	void a_wrong_order_is_found() {
		assertThat(told(told(etcd(), 4).note(5.5, "app-1.1", Workload.WATCH, "delete", "key=lab/kv/b revision=6"), 5)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_wrong_value_is_found() {
		assertThat(told(etcd(), 4).note(6, "app-1.1", Workload.WATCH, "put", "key=lab/kv/b revision=5 value=x")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_difference_that_adds_up_is_fine() {
		assertThat(told(difference().note(8, "app-1.1", Workload.WATCH, "delete", "key=lab/kv/b revision=6")
			.note(8, "app-1.1", Workload.WATCH, "resynced", "revision=6"), 7).check(this.checker)).isEmpty();
	}

	@Test
	void a_difference_without_a_deletion_is_found() {
		assertThat(
				told(difference().note(8, "app-1.1", Workload.WATCH, "resynced", "revision=6"), 7).check(this.checker))
			.singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("resynced"));
	}

	@Test
	void a_gap_is_found_although_a_difference_comes_later() {
		// The put at 5 is missing; the deletion at 6 makes up for it.
		assertThat(
				told(told(etcd(), 4), 6).note(9, "app-1.1", Workload.WATCH, "put", "key=lab/kv/c revision=7 value=c1")
					.note(9, "app-1.1", Workload.WATCH, "resynced", "revision=7")
					.check(this.checker))
			.hasSize(1);
	}

	@Test
	void a_gap_behind_a_difference_is_found() {
		assertThat(difference().note(8, "app-1.1", Workload.WATCH, "delete", "key=lab/kv/b revision=6")
			.note(8, "app-1.1", Workload.WATCH, "resynced", "revision=6")
			.put(9, "lab/kv/d", 8, "d1")
			.note(9, "app-1.1", Workload.WATCH, "put", "key=lab/kv/d revision=8 value=d1")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_difference_that_is_cut_off_by_a_kill_is_fine_only_behind_a_compaction() {
		assertThat(difference().fault(5, "begin", "fault=1 kind=COMPACTION")
			.note(8, "app-1.1", Workload.WATCH, "delete", "key=lab/kv/b revision=6")
			.check(this.checker)).isEmpty();
		assertThat(difference().note(8, "app-1.1", Workload.WATCH, "delete", "key=lab/kv/b revision=6")
			.check(this.checker)).hasSize(1);
		assertThat(difference().fault(5, "begin", "fault=1 kind=COMPACTION")
			.note(8, "app-1.1", Workload.WATCH, "delete", "key=lab/kv/b revision=6")
			.note(9, "app-1.1", Workload.LEFTOVER, "closed", "threads= sockets=0 descriptors=5/5")
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_watch_that_does_not_catch_up_in_a_calm_is_found() {
		Script script = told(etcd(), 4).fault(20, "calm", "alive=app-1")
			.follows(0, 40, "app-1.1")
			.fault(37, "storm", "");
		assertThat(script.check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("has not told"));
	}

	@Test
	void a_watch_that_has_not_begun_in_a_calm_is_found() {
		assertThat(etcd().fault(20, "calm", "alive=app-1")
			.follows(0, 40, "app-1.1")
			.fault(37, "storm", "")
			.check(this.checker)).singleElement()
			.satisfies((violation) -> assertThat(violation.text()).contains("has not begun"));
	}

	@Test
	void a_calm_that_is_too_short_proves_nothing() {
		assertThat(told(etcd(), 4).fault(20, "calm", "alive=app-1")
			.follows(0, 40, "app-1.1")
			.fault(27, "storm", "")
			.check(this.checker)).isEmpty();
	}

	@Test
	void only_errors_that_pass_are_harmless() {
		assertThat(etcd()
			.note(1, "app-1.1", Workload.WATCH, "error", "text=io.github.etcd3.spring.EtcdUnavailableException:no_etcd")
			.check(this.checker)).isEmpty();
		assertThat(etcd().note(1, "app-1.1", Workload.WATCH, "error", "text=java.lang.IllegalStateException:bug")
			.check(this.checker)).hasSize(1);
	}

	/** b is put at 3 and 5 and deleted at 6; a at 4, c at 7. */
	private static Script etcd() {
		return new Script().put(0, "lab/kv/b", 3, "b1")
			.put(1, "lab/kv/a", 4, "a1")
			.put(2, "lab/kv/b", 5, 3, "b2", "0")
			.put(2, "lab/other", 6, "x")
			.delete(3, "lab/kv/b", 6)
			.put(4, "lab/kv/c", 7, "c1")
			.end(50, 9);
	}

	/** The deletion of b was compacted. */
	private static Script difference() {
		return told(etcd().note(0.5, "app-1.1", Workload.WATCH, "started", "revision=4"), 4);
	}

	private static Script told(Script script, int revision) {
		return switch (revision) {
			case 4 -> script.note(5, "app-1.1", Workload.WATCH, "put", "key=lab/kv/a revision=4 value=a1");
			case 5 -> script.note(6, "app-1.1", Workload.WATCH, "put", "key=lab/kv/b revision=5 value=b2");
			case 6 -> script.note(7, "app-1.1", Workload.WATCH, "delete", "key=lab/kv/b revision=6");
			default -> script.note(8.5, "app-1.1", Workload.WATCH, "put", "key=lab/kv/c revision=7 value=c1");
		};
	}

}
