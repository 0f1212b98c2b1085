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

/**
 * One run, by the properties {@code faults.minutes} (5), {@code faults.seed} (a new one)
 * and {@code faults.report} (a file that the run is added to).
 */
@Tag("laboratory")
class LaboratoryTests {

	@Test
	void no_promise_is_broken_under_faults() throws InterruptedException {
		long seed = Long.getLong("faults.seed", System.nanoTime() & 0xFFFFFF);
		Duration length = Duration.ofMinutes(Long.getLong("faults.minutes", 5));
		Path folder = Folders.of("seed-" + seed);
		LaboratoryRun run = new Laboratory(LaboratorySettings.of(seed, length, folder)).run();
		LaboratoryReport.add(folder.resolve("report.json"), run);
		String report = System.getProperty("faults.report");
		if (report != null) {
			LaboratoryReport.add(Path.of(report), run);
		}
		assertThat(run.violations()).as("seed %d, histories and logs in %s: %s", seed, folder, run.findings()).isZero();
	}

}
