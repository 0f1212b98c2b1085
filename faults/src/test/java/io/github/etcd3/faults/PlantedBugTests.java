/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.etcd3.faults.fault.FaultKind;
import io.github.etcd3.faults.planted.PlantedBug;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The laboratory's own test: each bug that is put into the library on purpose is caught.
 */
@Tag("laboratory")
class PlantedBugTests {

	private static final Duration LENGTH = Duration.ofSeconds(30);

	@ParameterizedTest
	@EnumSource
	void a_planted_bug_is_caught(PlantedBug bug) throws InterruptedException {
		Path folder = Folders.of("planted-" + bug);
		Set<FaultKind> kinds = bug.provokedBy().stream().map(FaultKind::valueOf).collect(Collectors.toSet());
		LaboratoryRun run = new Laboratory(LaboratorySettings.of(7, LENGTH, folder).planted(bug, kinds)).run();
		assertThat(run.findings()).as("What was found, histories and logs are in %s", folder)
			.anyMatch((finding) -> finding.startsWith(bug.expected() + ":"));
	}

}
