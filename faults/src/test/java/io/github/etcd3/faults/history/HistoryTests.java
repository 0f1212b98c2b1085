/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Histories as files.
 */
class HistoryTests {

	@TempDir
	private Path folder;

	@Test
	void what_several_processes_wrote_is_one_history_in_the_order_of_time() {
		try (Recorder first = recorder("app-1.1"); Recorder second = recorder("app-2.1")) {
			Operation put = first.invoke(Workload.KV, "put", Map.of("key", "k", "value", "line\nbreak"));
			second.note(Workload.LEADER, "granted", Map.of("token", "7"));
			put.ok(Map.of("revision", "12"));
		}
		List<Event> events = History.read(this.folder).events();
		assertThat(events).extracting(Event::operation).containsExactly("put", "granted", "put");
		assertThat(events).extracting(Event::type).containsExactly(EventType.INVOKE, EventType.NOTE, EventType.OK);
		assertThat(events.get(0).value("value")).isEqualTo("line\nbreak");
		assertThat(events.get(2).number("revision")).isEqualTo(12);
	}

	@Test
	void an_operation_is_found_with_its_end() {
		try (Recorder recorder = recorder("app-1.1"); Recorder other = recorder("app-2.1")) {
			recorder.invoke(Workload.KV, "get", Map.of("key", "a")).ok(Map.of("value", "1"));
			other.invoke(Workload.KV, "get", Map.of("key", "b")).fail(Map.of());
			recorder.invoke(Workload.KV, "put", Map.of("key", "c"));
		}
		History history = History.read(this.folder);
		assertThat(history.of(Workload.KV)
			.filter((event) -> event.type() == EventType.INVOKE)
			.map((event) -> history.end(event).map(Event::type))).extracting((end) -> end.orElse(null))
			.containsExactly(EventType.OK, EventType.FAIL, null);
	}

	@Test
	void half_a_last_line_is_that_of_a_killed_process() throws IOException {
		try (Recorder recorder = recorder("app-1.1")) {
			recorder.note(Workload.LOCK, "lost", Map.of());
		}
		Files.writeString(this.folder.resolve("app-1.1.jsonl"), "{\"at\":12,\"proc", StandardOpenOption.APPEND);
		assertThat(History.read(this.folder).events()).hasSize(1);
	}

	@Test
	void any_other_broken_line_is_told() throws IOException {
		Files.writeString(this.folder.resolve("app-1.1.jsonl"), "{\"at\":12,\"proc\n{}\n");
		assertThatIllegalStateException().isThrownBy(() -> History.read(this.folder))
			.withMessageContaining("Line 1")
			.withMessageContaining("app-1.1.jsonl");
	}

	private Recorder recorder(String process) {
		return Recorder.open(process, this.folder.resolve(process + ".jsonl"));
	}

}
