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

	private final ViewChecker checker = new ViewChecker();

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
