/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Does the same, by chance, to the embedded etcd and to a real one. By itself the same
 * 20,000 operations each time, so that a red build means that a change broke something;
 * {@code differential.operations} asks for so many new ones. Further system properties:
 * {@code differential.seed} to repeat one episode, {@code differential.episode} the
 * operations of one episode, and {@code differential.real=true} to compare two real ones,
 * which shows that the comparison itself is sound.
 */
@EnabledIfRealEtcd
@ExtendWith(QuietStarts.class)
class DifferentialTests {

	private static final Logger logger = LoggerFactory.getLogger(DifferentialTests.class);

	private static final boolean EXPLORING = System.getProperty("differential.operations") != null;

	private static final int OPERATIONS = Integer.getInteger("differential.operations", 20_000);

	private static final int EPISODE = Integer.getInteger("differential.episode", 2_000);

	private static final int SHRINKING_RUNS = 400;

	private static final Duration SHRINKING = Duration.ofMinutes(3);

	@Test
	void answers_as_a_real_etcd_does() {
		Supplier<Server> candidate = Boolean.getBoolean("differential.real") ? Server::real : Server::embedded;
		Episode episode = new Episode(Server::real, candidate);
		Long repeated = Long.getLong("differential.seed");
		int episodes = 0;
		do {
			long seed = (repeated != null) ? repeated
					: EXPLORING ? ThreadLocalRandom.current().nextLong() : episodes + 1;
			long start = System.nanoTime();
			long before = episode.operations();
			List<Step> steps = Generator.steps(seed, EPISODE);
			Optional<Difference> difference = episode.run(steps);
			episodes++;
			logger.info("Seed {}: {} operations in {} ms, {}", seed, episode.operations() - before,
					(System.nanoTime() - start) / 1_000_000, difference.isPresent() ? "A DIFFERENCE" : "alike");
			difference.ifPresent((shown) -> report(seed, steps, shown, episode));
		}
		while (repeated == null && episode.operations() < OPERATIONS);
		assertThat(episode.crashes()).as("Crashes of the reference, each of which ended an episode early")
			.isLessThanOrEqualTo(2 + episodes / 20);
	}

	private static void report(long seed, List<Step> steps, Difference shown, Episode episode) {
		logger.info("After {} operations, {}:\n  {}\nNow making this shorter", shown.index(), shown.step(), shown);
		String script = new Shrinker(episode::run, SHRINKING_RUNS, SHRINKING).shrink(steps, shown);
		fail("The servers differ. Repeat with -Ddifferential.seed=" + seed + ", or by hand on fresh servers:\n"
				+ script);
	}

}
