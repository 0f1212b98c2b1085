/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The dashboard and the alert rules name meters that there are: those of the packaged
 * sample, as Prometheus reads them.
 */
class ObservabilityIT {

	private static final Duration LONG = Duration.ofSeconds(60);

	private static final Pattern NAME = Pattern.compile("\\betcd_\\w+");

	private static SampleProcess sample;

	@BeforeAll
	static void start() throws IOException, InterruptedException {
		sample = SampleProcess.start();
		assertThat(sample.put("/kv/observed", "1").status()).isEqualTo(204);
		assertThat(sample.post("/locks/observed?duration=1ms").status()).isEqualTo(200);
	}

	@AfterAll
	static void stop() {
		sample.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "grafana-dashboard.json", "prometheus-alerts.yml" })
	void each_name_that_is_used_is_scraped(String file) throws IOException {
		Set<String> used = names(file);
		assertThat(used).hasSizeGreaterThan(8);
		await().atMost(LONG)
			.untilAsserted(() -> assertThat(scraped()).as("meters that %s uses", file).containsAll(used));
	}

	@Test
	void each_meter_that_is_scraped_is_on_the_dashboard() throws IOException, InterruptedException {
		Set<String> shown = names("grafana-dashboard.json");
		await().atMost(LONG).until(() -> scraped().containsAll(shown));
		assertThat(shown).containsAll(scraped().stream().filter((name) -> !isPartOfShownTimer(name)).toList());
	}

	/** The longest and the sum mean nothing without the count. */
	private static boolean isPartOfShownTimer(String name) {
		return name.endsWith("_seconds_sum") || name.endsWith("_seconds_max") || name.endsWith("_seconds_count");
	}

	private static Set<String> scraped() throws IOException, InterruptedException {
		return sample.get("/actuator/prometheus")
			.body()
			.lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]", 2)[0])
			.filter((name) -> name.startsWith("etcd_"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> names(String file) throws IOException {
		return NAME.matcher(Files.readString(Path.of("../observability", file)))
			.results()
			.map(MatchResult::group)
			.collect(Collectors.toCollection(TreeSet::new));
	}

}
