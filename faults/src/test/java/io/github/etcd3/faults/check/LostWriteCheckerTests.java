/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class LostWriteCheckerTests {

	private final LostWriteChecker checker = new LostWriteChecker();

	@Test
	void what_was_acknowledged_is_there() {
		assertThat(new Script().ok(0, 1, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v1", "revision=2")
			.put(1, "lab/kv/a", 2, "v1")
			.ok(1, 2, "app-1.1", Workload.KV, "putIfAbsent", "key=lab/kv/a value=v2", "applied=false revision=2")
			.unknown(1, 2, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v3")
			.put(2, "lab/kv/a", 3, 2, "v3", "0")
			.unanswered(1, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v4")
			.fail(1, 2, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v5", "reason=away")
			.ok(2, 3, "app-1.1", Workload.KV, "getAndDelete", "key=lab/kv/a", "applied=true revision=4 previous=v3")
			.delete(3, "lab/kv/a", 4)
			.ok(3, 4, "app-1.1", Workload.KV, "delete", "key=lab/kv/a", "applied=false revision=4")
			.ok(3, 4, "app-1.1", Workload.KV, "add", "key=lab/set/x value=x", "revision=5")
			.put(4, "lab/set/x", 5, "x")
			.end(9, 5)
			.check(this.checker)).isEmpty();
	}

	@Test
	void an_acknowledged_write_that_is_not_there_is_found() {
		assertThat(new Script().ok(0, 1, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v1", "revision=2")
			.end(9, 5)
			.check(this.checker)).singleElement().matches((violation) -> violation.promise() == Promise.NO_LOST_WRITE);
		assertThat(new Script().ok(0, 1, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v1", "revision=2")
			.put(1, "lab/kv/a", 3, "v1")
			.end(9, 5)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_failed_write_that_is_there_is_found() {
		assertThat(new Script().fail(0, 1, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v1", "reason=away")
			.put(1, "lab/kv/a", 3, "v1")
			.end(9, 5)
			.check(this.checker)).hasSize(1);
		assertThat(new Script()
			.ok(0, 1, "app-1.1", Workload.KV, "cas", "key=lab/kv/a expected=x value=v1", "applied=false revision=2")
			.put(1, "lab/kv/a", 3, "v1")
			.end(9, 5)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_write_that_was_carried_out_twice_is_found() {
		assertThat(new Script().unknown(0, 1, "app-1.1", Workload.KV, "put", "key=lab/kv/a value=v1")
			.put(1, "lab/kv/a", 3, "v1")
			.put(1, "lab/kv/a", 4, 3, "v1", "0")
			.end(9, 5)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void an_acknowledged_deletion_that_is_not_there_is_found() {
		assertThat(new Script().ok(0, 1, "app-1.1", Workload.KV, "delete", "key=lab/kv/a", "applied=true revision=4")
			.end(9, 5)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void a_member_of_the_set_that_is_gone_at_the_end_is_found() {
		assertThat(new Script().ok(3, 4, "app-1.1", Workload.KV, "add", "key=lab/set/x value=x", "revision=5")
			.put(4, "lab/set/x", 5, "x")
			.delete(5, "lab/set/x", 6)
			.end(9, 6)
			.check(this.checker)).hasSize(1);
	}

	@Test
	void the_counter_may_count_what_is_unknown() {
		Script script = counter().unknown(3, 4, "app-1.1", Workload.KV, "increment", "key=lab/counter");
		assertThat(script.end(9, 9).check(this.checker)).isEmpty();
		assertThat(script.put(5, "lab/counter", 4, 2, "3", "0").check(this.checker)).isEmpty();
	}

	@Test
	void the_counter_that_lost_or_gained_is_found() {
		assertThat(counter().put(5, "lab/counter", 4, 2, "3", "0").end(9, 9).check(this.checker)).hasSize(1);
		assertThat(counter().ok(5, 6, "app-1.1", Workload.KV, "increment", "key=lab/counter", "value=2 revision=3")
			.end(9, 9)
			.check(this.checker)).isNotEmpty();
		assertThat(counter().ok(5, 6, "app-1.1", Workload.KV, "increment", "key=lab/counter", "value=3 revision=4")
			.end(9, 9)
			.check(this.checker)).isNotEmpty();
		assertThat(counter().put(5, "lab/counter", 4, 2, "2", "0").end(9, 9).check(this.checker)).hasSize(1);
	}

	private static Script counter() {
		return new Script().ok(0, 1, "app-1.1", Workload.KV, "increment", "key=lab/counter", "value=1 revision=2")
			.put(1, "lab/counter", 2, "1")
			.ok(1, 2, "app-2.1", Workload.KV, "increment", "key=lab/counter", "value=2 revision=3")
			.put(2, "lab/counter", 3, 2, "2", "0");
	}

}
