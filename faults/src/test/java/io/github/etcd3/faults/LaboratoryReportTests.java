/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.faults.check.Promise;
import io.github.etcd3.faults.check.Violation;
import io.github.etcd3.faults.history.Event;
import io.github.etcd3.faults.history.EventType;
import io.github.etcd3.faults.history.History;
import io.github.etcd3.faults.history.Workload;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sum of several runs.
 */
class LaboratoryReportTests {

	@TempDir
	private Path folder;

	@Test
	void runs_are_added_up() throws IOException {
		Path file = this.folder.resolve("report.json");
		LaboratoryReport.add(file, run(1, List.of()));
		LaboratoryReport report = LaboratoryReport.add(file,
				run(2, List.of(violation(false), violation(true), violation(false))));
		assertThat(report.minutes()).isEqualTo(3);
		assertThat(report.seeds()).containsExactly(1L, 2L);
		assertThat(report.violations()).isEqualTo(2);
		assertThat(report.explained()).isEqualTo(1);
		assertThat(report.faults()).isEqualTo(Map.of("MEMBER_KILL", 2L));
		assertThat(report.operations()).isEqualTo(Map.of("kv.put", 2L));
		assertThat(Files.readString(file)).contains("\"violations\" : 2").contains("FENCING (explained): too late");
	}

	private static LaboratoryRun run(long seed, List<Violation> violations) {
		History history = new History(List.of(event(1, Workload.FAULT, EventType.NOTE, "begin"),
				event(2, Workload.FAULT, EventType.NOTE, "end"), event(3, Workload.KV, EventType.INVOKE, "put"),
				event(3, Workload.KV, EventType.OK, "put"), event(4, Workload.KV, EventType.INVOKE, "put"),
				event(4, Workload.KV, EventType.FAIL, "put")));
		return LaboratoryRun.of(LaboratorySettings.of(seed, Duration.ofMinutes(1), Path.of("here")), 1.5, "3.5",
				history, "digest", violations);
	}

	private static Event event(long id, Workload workload, EventType type, String operation) {
		return new Event(id, "app-1.1", workload, id, type, operation, Map.of("kind", "MEMBER_KILL", "fault", "1"));
	}

	private static Violation violation(boolean explained) {
		return new Violation(Promise.FENCING, 1, explained, "too late");
	}

}
