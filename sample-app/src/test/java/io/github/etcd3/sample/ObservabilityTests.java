/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;

import io.github.etcd3.spring.boot.test.AutoConfigureEmbeddedEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The dashboard and the alert rules name meters that there are: those of the sample, as
 * Prometheus reads them.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = "spring.test.metrics.export=true")
@AutoConfigureEmbeddedEtcd
class ObservabilityTests {

	/** A metric's name, and neither a label's nor one of a function or a text. */
	private static final Pattern NAME = Pattern.compile("\\betcd_\\w+");

	private final HttpClient http = HttpClient.newHttpClient();

	@Value("${local.server.port}")
	private int port;

	@ParameterizedTest
	@ValueSource(strings = { "grafana-dashboard.json", "prometheus-alerts.yml" })
	void each_name_that_is_used_is_scraped(String file) throws IOException {
		Set<String> used = names(Files.readString(Path.of("../observability", file)));
		assertThat(used).hasSizeGreaterThan(8);
		work();
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(scraped()).as("meters that %s uses", file).containsAll(used));
	}

	@Test
	void each_meter_that_is_scraped_is_on_the_dashboard() throws IOException {
		work();
		Set<String> shown = names(Files.readString(Path.of("../observability/grafana-dashboard.json")));
		// That there is something of each kind to be found.
		await().atMost(Duration.ofSeconds(60)).until(() -> scraped().containsAll(shown));
		assertThat(scraped()).allSatisfy((name) -> assertThat(shown).contains(name));
	}

	private void work() {
		send("PUT", "/kv/observed", "1");
		send("POST", "/locks/observed?duration=1ms", "");
	}

	private Set<String> scraped() {
		return send("GET", "/actuator/prometheus", "").lines()
			.filter((line) -> !line.startsWith("#"))
			.map((line) -> line.split("[{ ]", 2)[0])
			.filter((name) -> name.startsWith("etcd_"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> names(String text) {
		return NAME.matcher(text)
			.results()
			.map((found) -> found.group())
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private String send(String method, String path, String body) {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.method(method, HttpRequest.BodyPublishers.ofString(body))
			.timeout(Duration.ofSeconds(30))
			.build();
		HttpResponse<String> response = this.http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
		assertThat(response.statusCode()).as("%s %s: %s", method, path, response.body()).isLessThan(300);
		return response.body();
	}

}
