/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

import io.github.etcd3.spring.boot.autoconfigure.health.EtcdHealthContributorAutoConfiguration;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What can't work fails at startup, and the analysis names the property, its value and
 * what is allowed.
 */
class BadConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(SslAutoConfiguration.class, EtcdAutoConfiguration.class, EtcdHealthContributorAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					etcd.endpoints=http://a b               | etcd.endpoints[0] | 'http://a b'    | host:port
					etcd.endpoints=a:1,https://b:1          | etcd.endpoints[1] | 'https://b:1'   | http and https can't be mixed
					etcd.endpoints=ftp://a                  | etcd.endpoints[0] | 'ftp://a'       | https://host:port
					etcd.endpoints=a:99999                  | etcd.endpoints[0] | 'a:99999'       | 65535
					etcd.endpoints=                         | etcd.endpoints    | missing or empty | At least one endpoint
					etcd.ssl.bundle=nowhere                 | etcd.ssl.bundle   | 'nowhere'       | spring.ssl.bundle.pem
					etcd.ssl.enabled=true                   | etcd.endpoints[0] | 'http://127.0.0.1:2379' | https://
					etcd.username=root                      | etcd.password     | missing or empty | a password is needed
					etcd.password=secret                    | etcd.username     | missing or empty | a user name is needed
					etcd.connect-timeout=-1s                | etcd.connect-timeout | 'PT-1S'      | longer than zero
					etcd.request-timeout=0s                 | etcd.request-timeout | 'PT0S'       | longer than zero
					etcd.keep-alive.time=-1s                | etcd.keep-alive.time | 'PT-1S'      | longer than zero
					etcd.keep-alive.timeout=-1s             | etcd.keep-alive.timeout | 'PT-1S'   | longer than zero
					etcd.retry.max-attempts=-1              | etcd.retry.max-attempts | '-1'      | 0 (no retries) or more
					etcd.retry.delay=0s                     | etcd.retry.delay  | 'PT0S'          | longer than zero
					etcd.retry.max-delay=1ms                | etcd.retry.max-delay | 'PT0.001S'   | longer than etcd.retry.delay
					etcd.health.timeout=-2s                 | etcd.health.timeout | 'PT-2S'       | longer than zero
					""")
	void names_the_property_its_value_and_what_is_allowed(String property, String name, String value, String allowed) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = analyze(context.getStartupFailure(), Map.of());
			assertThat(analysis.getDescription()).contains("'" + name + "'").contains(value);
			assertThat(analysis.getAction()).contains(allowed);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://127.0.0.1:1", "HTTPS://a:1,https://b:1" })
	void https_without_tls_is_a_contradiction(String endpoints) {
		this.runner.withPropertyValues("etcd.endpoints=" + endpoints, "etcd.ssl.enabled=false").run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = analyze(context.getStartupFailure(), Map.of());
			assertThat(analysis.getDescription()).contains("'etcd.ssl.enabled' has the value 'false'");
			assertThat(analysis.getAction()).contains("http://");
		});
	}

	@Test
	void a_password_is_not_told() {
		this.runner.withPropertyValues("etcd.password=secret")
			.run((context) -> assertThat(
					analyze(context.getStartupFailure(), Map.of("etcd.password", "secret")).toString())
				.doesNotContain("secret"));
	}

	@Test
	void a_value_that_would_forge_a_line_is_told_on_one() {
		FailureAnalysis analysis = analyze(new InvalidEtcdSettingException("kv.templates.a\n.prefix",
				"b\n\u001b[2J" + "c".repeat(10_000), "Mend it."), Map.of());
		assertThat(analysis.getDescription()).contains("templates.a\\u000a.prefix", "'b\\u000a\\u001b[2Jccc")
			.hasSizeLessThan(500);
		assertThat(analysis.getDescription().codePoints()).noneMatch(Character::isISOControl);
	}

	@Test
	void where_the_property_was_set_is_told() {
		InvalidEtcdSettingException failure = new InvalidEtcdSettingException("endpoints[1]", "b c", "Mend it.");
		FailureAnalysis analysis = analyze(failure, Map.of("etcd.endpoints",
				OriginTrackedValue.of("a,b c", new TextResourceOrigin(new ClassPathResource("application.properties"),
						new TextResourceOrigin.Location(6, 15)))));
		assertThat(analysis.getDescription()).contains("'b c'").contains("application.properties").contains("7:16");
	}

	private static FailureAnalysis analyze(Throwable failure, Map<String, Object> properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(properties.values().stream().anyMatch(OriginTrackedValue.class::isInstance)
					? new OriginTrackedMapPropertySource("test", properties)
					: new MapPropertySource("test", properties));
		FailureAnalysis analysis = new InvalidEtcdSettingFailureAnalyzer(environment).analyze(failure);
		assertThat(analysis).as("analysis of %s", failure).isNotNull();
		return analysis;
	}

}
