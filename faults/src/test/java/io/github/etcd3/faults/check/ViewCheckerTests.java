/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class ViewCheckerTests {

	private final ViewChecker checker = new ViewChecker(Script.TTL);

	@Test
	void the_state_of_its_revision_is_fine() {
		assertThat(
				etcd(2, 0, Map.of(), 3, 1, Map.of("lab/kv/a", "1"), 5, 1, Map.of("lab/kv/b", "2")).check(this.checker))
			.isEmpty();
	}

	@Test
	void the_state_of_another_revision_is_found() {
		assertThat(
				etcd(2, 0, Map.of(), 3, 1, Map.of("lab/kv/a", "1"), 4, 1, Map.of("lab/kv/b", "2")).check(this.checker))
			.singleElement()
			.matches((violation) -> violation.promise() == Promise.WATCH_WITHOUT_GAPS);
		assertThat(
				etcd(2, 1, Map.of(), 3, 1, Map.of("lab/kv/a", "1"), 5, 1, Map.of("lab/kv/b", "x")).check(this.checker))
			.hasSize(2);
	}

	@Test
	void a_view_that_goes_back_is_found() {
		Script script = new Script().put(0, "lab/kv/a", 3, "1").put(1, "lab/kv/b", 4, "2").end(9, 4);

		assertThat(view(view(script, 2, 4, Map.of("lab/kv/a", "1", "lab/kv/b", "2")), 3, 3, Map.of("lab/kv/a", "1"))
			.check(this.checker)).singleElement().matches((violation) -> violation.text().contains("goes back"));
	}

	@Test
	void a_view_that_stands_still_in_a_calm_is_found_and_one_that_tells_nothing() {
		assertThat(view(calm(), 30, 4, Map.of("lab/kv/a", "1", "lab/kv/b", "2")).check(this.checker)).isEmpty();
		assertThat(view(calm(), 30, 3, Map.of("lab/kv/a", "1")).check(this.checker)).hasSize(1);
		assertThat(calm().check(this.checker)).hasSize(1);
	}

	private static Script calm() {
		return new Script().put(0, "lab/kv/a", 3, "1")
			.put(15, "lab/kv/b", 4, "2")
			.follows(1, "app-1.1")
			.fault(20, "calm", "alive=app-1")
			.fault(35, "storm", "")
			.follows(40, "app-1.1")
			.end(50, 4);
	}

	private static Script view(Script script, double at, long revision, Map<String, String> state) {
		return script.note(at, "app-1.1", Workload.WATCH, "view",
				"revision=" + revision + " size=" + state.size() + " digest=" + ViewChecker.digest(state));
	}

	private static Script etcd(Object... views) {
		Script script = new Script().put(0, "lab/kv/a", 3, "1")
			.put(0, "lab/kv/b", 4, "2")
			.put(0, "lab/other", 4, "x")
			.delete(0, "lab/kv/a", 5)
			.end(9, 9);
		for (int index = 0; index < views.length; index += 3) {
			@SuppressWarnings("unchecked")
			Map<String, String> state = (Map<String, String>) views[index + 2];
			script.note(1, "app-1.1", Workload.WATCH, "view",
					"revision=" + views[index] + " size=" + views[index + 1] + " digest=" + ViewChecker.digest(state));
		}
		return script;
	}

}
