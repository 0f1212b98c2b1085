/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * One run, by the properties {@code faults.minutes} (5), {@code faults.seed} (a new one)
 * and {@code faults.report} (a file that the run is added to).
 */
@Tag("laboratory")
class LaboratoryTests {

	/** For the last storm, the applications' end and the judgement; else it hangs. */
	private static final Duration END = Duration.ofMinutes(10);

	@Test
	void no_promise_is_broken_under_faults() {
		long seed = Long.getLong("faults.seed", System.nanoTime() & 0xFFFFFF);
		Duration length = Duration.ofMinutes(Long.getLong("faults.minutes", 5));
		Path folder = Folders.of("seed-" + seed);
		Laboratory laboratory = new Laboratory(LaboratorySettings.of(seed, length, folder));
		LaboratoryRun run = assertTimeoutPreemptively(length.plus(END), laboratory::run);
		LaboratoryReport.add(folder.resolve("report.json"), run);
		String report = System.getProperty("faults.report");
		if (report != null) {
			LaboratoryReport.add(Path.of(report), run);
		}
		assertThat(run.violations()).as("seed %d, histories and logs in %s: %s", seed, folder, run.findings()).isZero();
	}

}
