/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.etcd3.faults.LaboratorySettings.Experiment;
import io.github.etcd3.faults.LaboratorySettings.Session;
import io.github.etcd3.faults.fault.FaultKind;
import io.github.etcd3.faults.fault.Step;
import io.github.etcd3.faults.fault.Storm;
import io.github.etcd3.faults.planted.PlantedBug;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The laboratory's own test: each bug that is put into the library on purpose is caught.
 * The property {@code faults.bugs} names those to try, with commas between; without it
 * all are.
 */
@Tag("laboratory")
class PlantedBugTests {

	/** It is over as soon as the bug is caught. */
	private static final Duration LENGTH = Duration.ofMinutes(4);

	private static final Session QUICK = new Session(Duration.ofSeconds(5), Duration.ofSeconds(1));

	/** An answer may be later than the margin. */
	private static final Session BRISK = new Session(Duration.ofSeconds(10), Duration.ofMillis(100));

	private static Stream<PlantedBug> bugs() {
		String chosen = System.getProperty("faults.bugs", "");
		return chosen.isEmpty() ? Stream.of(PlantedBug.values())
				: Stream.of(chosen.split(",")).map(PlantedBug::valueOf);
	}

	@ParameterizedTest
	@Timeout(value = 12, unit = TimeUnit.MINUTES)
	@MethodSource("bugs")
	void a_planted_bug_is_caught(PlantedBug bug) throws InterruptedException {
		Path folder = Folders.of("planted-" + bug);
		boolean late = bug == PlantedBug.DEADLINE_FROM_RECEIPT;
		Experiment experiment = new Experiment(bug.name(), bug.expected(),
				late ? Optional.of(PlantedBugTests::lateAnswersThenSilence) : Optional.empty());
		Set<FaultKind> kinds = bug.provokedBy().stream().map(FaultKind::valueOf).collect(Collectors.toSet());
		LaboratoryRun run = new Laboratory(
				LaboratorySettings.of(7, LENGTH, folder).with(experiment, kinds, late ? BRISK : QUICK))
			.run();
		assertThat(run.findings()).as("What was found, histories and logs are in %s", folder)
			.anyMatch((finding) -> bug.expected().stream().anyMatch((promise) -> finding.startsWith(promise + ":")));
	}

	/**
	 * The leader gets the answer to its last renewal late, and then nothing more. In the
	 * choices, 5 stands for late answers.
	 */
	private static Storm lateAnswersThenSilence(String leader) {
		return new Storm(2,
				List.of(new Step(FaultKind.CLIENT_ONE_WAY, Duration.ZERO, Duration.ofSeconds(12), leader, 5)));
	}

}
