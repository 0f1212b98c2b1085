/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * When the etcd inside the JVM starts, when it doesn't, and when it ends.
 */
@ExtendWith(OutputCaptureExtension.class)
class EtcdEmbeddedAutoConfigurationTests {

	/** An application that runs from a project, as this test does. */
	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withUserConfiguration(Application.class);

	/** Beans that no application's class stands behind. */
	private final ApplicationContextRunner unknown = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdEmbeddedAutoConfiguration.class));

	@Test
	void an_application_that_says_nothing_of_endpoints_works(CapturedOutput output) {
		this.runner.withPropertyValues("etcd.fail-fast=true").run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(EmbeddedEtcd.class);
			EmbeddedEtcd etcd = context.getBean(EmbeddedEtcd.class);
			assertThat(endpoints(context)).containsExactly(etcd.endpoint().toString());
			EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
			kv.put("greeting", "hello");
			assertThat(kv.get("greeting")).contains("hello");
			assertThat(output).contains("No etcd.endpoints are set").contains(etcd.endpoint().toString());
		});
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void it_listens_on_loopback_only() {
		this.runner.run((context) -> {
			int port = context.getBean(EmbeddedEtcd.class).port();
			new Socket("127.0.0.1", port).close();
			// All of 127/8 is this machine: an address that is not listened on.
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.2", port).close());
		});
	}

	@Test
	void it_is_healthy() {
		this.runner.run((context) -> assertThat(
				context.getBean("etcdHealthContributor", HealthIndicator.class).health().getStatus())
			.isEqualTo(Status.UP));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "etcd.endpoints=127.0.0.1:1", "etcd.endpoints[0]=127.0.0.1:1", "ETCD_ENDPOINTS=127.0.0.1:1" })
	void endpoints_win(String property) {
		this.runner.withInitializer((context) -> {
			String[] nameAndValue = property.split("=");
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
						Map.of(nameAndValue[0], nameAndValue[1])));
		}).withPropertyValues("etcd.embedded.enabled=true").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedEtcd.class);
			assertThat(endpoints(context)).containsExactly("http://127.0.0.1:1");
		});
	}

	@Test
	void connection_details_win() {
		EtcdConnectionDetails details = () -> List.of("127.0.0.1:1");
		this.runner.withBean(EtcdConnectionDetails.class, () -> details)
			.withPropertyValues("etcd.embedded.enabled=true")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedEtcd.class);
				assertThat(endpoints(context)).containsExactly("http://127.0.0.1:1");
			});
	}

	@Test
	void a_client_of_the_application_needs_no_server() {
		this.runner.withBean(Client.class, () -> Client.builder().endpoints("http://127.0.0.1:1").build())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedEtcd.class));
	}

	@Test
	void a_server_of_the_application_is_used() {
		this.runner.withBean("own", EmbeddedEtcd.class, EmbeddedEtcd::start).run((context) -> {
			assertThat(context).hasSingleBean(EmbeddedEtcd.class).hasBean("own");
			assertThat(endpoints(context)).containsExactly(context.getBean(EmbeddedEtcd.class).endpoint().toString());
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.embedded.enabled=false", "etcd.enabled=false" })
	void it_can_be_switched_off(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedEtcd.class));
		this.runner.withPropertyValues("etcd.embedded.enabled=false")
			.run((context) -> assertThat(endpoints(context)).containsExactly("http://127.0.0.1:2379"));
	}

	@Test
	void who_wants_it_must_have_it_on_the_class_path() {
		ApplicationContextRunner without = this.runner.withClassLoader(new FilteredClassLoader(EmbeddedEtcd.class));
		without.run((context) -> assertThat(endpoints(context)).containsExactly("http://127.0.0.1:2379"));
		without.withPropertyValues("etcd.embedded.enabled=true", "etcd.endpoints=127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed());
		without.withPropertyValues("etcd.embedded.enabled=true").run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'etcd.embedded.enabled' has the value 'true'");
			assertThat(analysis.getAction()).contains("etcd3-embedded").contains("etcd.endpoints");
		});
	}

	@Test
	void an_application_that_may_be_in_production_must_say_what_it_wants() {
		this.unknown.run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'etcd.endpoints' is missing");
			assertThat(analysis.getAction()).contains("Set etcd.endpoints")
				.contains("each instance would have one of its own")
				.contains("etcd.embedded.enabled=true");
		});
		this.unknown.withPropertyValues("etcd.embedded.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(EmbeddedEtcd.class));
		this.unknown.withPropertyValues("etcd.endpoints=127.0.0.1:1")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedEtcd.class));
	}

	@Test
	void it_listens_on_the_port_that_was_asked_for() {
		int port;
		try (EmbeddedEtcd other = EmbeddedEtcd.start()) {
			port = other.port();
			this.runner.withPropertyValues("etcd.embedded.port=" + port).run((context) -> {
				FailureAnalysis analysis = analyze(context);
				assertThat(analysis.getDescription()).contains("'etcd.embedded.port' has the value '" + port + "'");
				assertThat(analysis.getAction()).contains("in use")
					.contains("0 for any free one")
					.contains("etcd.endpoints=http://127.0.0.1:" + port);
			});
		}
		this.runner.withPropertyValues("etcd.embedded.port=" + port)
			.run((context) -> assertThat(endpoints(context)).containsExactly("http://127.0.0.1:" + port));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 65_536 })
	void a_port_must_be_one(int port) {
		this.runner.withPropertyValues("etcd.embedded.port=" + port).run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("'etcd.embedded.port' has the value '" + port + "'");
			assertThat(analysis.getAction()).contains("65535");
		});
	}

	@Test
	void another_program_on_the_port_is_told() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.runner.withPropertyValues("etcd.embedded.port=" + other.getLocalPort())
				.run((context) -> assertThat(analyze(context).getAction()).contains("in use"));
		}
	}

	@Test
	void a_user_and_tls_for_another_etcd_are_ignored_and_told(CapturedOutput output) {
		this.runner
			.withPropertyValues("etcd.username=shop", "etcd.password=secret", "etcd.ssl.bundle=production",
					"etcd.fail-fast=true")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean(EtcdKvTemplate.class).put("key", "value");
				assertThat(output).contains("etcd.username, etcd.password, etcd.ssl").doesNotContain("secret");
			});
	}

	@Test
	void it_is_there_before_the_first_call_even_of_a_lazy_application() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.lazyInitialization(true)
			.properties("spring.main.banner-mode=off")
			.run()) {
			assertThat(context.getBeanFactory().containsSingleton("embeddedEtcd")).isTrue();
		}
	}

	@Test
	void it_stops_last_so_that_the_application_hands_over_what_it_holds(CapturedOutput output) {
		Destroyed destroyed = new Destroyed();
		this.runner.withBean(Destroyed.class, () -> destroyed)
			.withPropertyValues("etcd.leader-election.elections.master.key=master", "etcd.session.ttl=1h")
			.run((context) -> {
				context.getBean(EtcdKvTemplate.class).putEphemeral("alive", "yes");
				context.getBean("masterEtcdLeaderElection", io.github.etcd3.spring.leader.EtcdLeaderElection.class)
					.campaign();
			});
		assertThat(destroyed.names).containsSubsequence("etcdClient", "embeddedEtcd");
		assertThat(output).doesNotContain("WARN  io.github.etcd3.spring").doesNotContain("ERROR");
	}

	private static List<String> endpoints(AssertableApplicationContext context) {
		return context.getBean(EtcdCalls.class).endpoints();
	}

	private static FailureAnalysis analyze(AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		FailureAnalysis analysis = new InvalidEtcdSettingFailureAnalyzer(new StandardEnvironment())
			.analyze(context.getStartupFailure());
		assertThat(analysis).as("analysis of %s", context.getStartupFailure()).isNotNull();
		return analysis;
	}

	private static final class Destroyed implements DestructionAwareBeanPostProcessor {

		private final List<String> names = new CopyOnWriteArrayList<>();

		@Override
		public void postProcessBeforeDestruction(Object bean, String beanName) {
			this.names.add(beanName);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
