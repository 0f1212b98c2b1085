/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.session.EtcdSession;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When there is a gate, and a whole application behind it.
 */
class EtcdReadinessAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
				EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class, EtcdReadinessAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1", "etcd.health.timeout=200ms");

	private final ApplicationContextRunner enabled = this.runner.withPropertyValues("etcd.readiness.enabled=true");

	@Test
	void readiness_does_not_depend_on_etcd_unless_that_is_asked_for() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ReadinessGate.class));
		this.enabled.run((context) -> assertThat(context).hasSingleBean(ReadinessGate.class));
	}

	@Test
	void an_application_without_etcd_or_a_client_has_no_gate() {
		this.enabled.withPropertyValues("etcd.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReadinessGate.class));
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					EtcdReadinessAutoConfiguration.class))
			.withPropertyValues("etcd.readiness.enabled=true")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReadinessGate.class));
	}

	@Test
	void the_applications_own_takes_its_place() {
		this.enabled.withBean("etcdReadinessGate", String.class, () -> "own")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ReadinessGate.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.readiness.interval=0s", "etcd.readiness.grace=-1s" })
	void settings_that_can_not_work_are_told(String property) {
		this.enabled.withPropertyValues(property)
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidEtcdSettingException.class)
				.hasMessageContaining(property.substring(0, property.indexOf('='))));
	}

	@Test
	void an_application_that_needs_the_session_of_the_etcd_in_the_jvm() {
		EmbeddedEtcd etcd = EmbeddedEtcd.start();
		try (ConfigurableApplicationContext context = run(etcd.endpoint(), "session")) {
			eventually().until(ready(context)::getAsBoolean);
			eventually().until(context.getBean(EtcdSession.class)::isValid);
			etcd.close();
			eventually().until(() -> !ready(context).getAsBoolean());
			assertThat(context.getBean(ApplicationAvailability.class).getLivenessState())
				.isEqualTo(LivenessState.CORRECT);
		}
		finally {
			etcd.close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "connection", "session" })
	@EnabledIfEtcd
	void an_application_on_a_real_etcd_that_comes_later_and_is_halted_for_a_while(String requirement) {
		try (EtcdProcess etcd = EtcdProcess.builder().build();
				ConfigurableApplicationContext context = run(etcd.endpoint(), requirement)) {
			BooleanSupplier ready = ready(context);
			eventually().until(() -> !ready.getAsBoolean());
			etcd.launch();
			eventually().until(ready::getAsBoolean);
			EtcdMembershipGroup<?> group = context.getBean("workersEtcdMembershipGroup", EtcdMembershipGroup.class);
			eventually().until(() -> group.registrations().size() == 1);
			etcd.pause();
			eventually().until(() -> !ready.getAsBoolean());
			// Who refuses traffic is no member.
			eventually().until(() -> group.registrations().isEmpty());
			etcd.resume();
			eventually().until(ready::getAsBoolean);
			eventually().until(() -> group.registrations().size() == 1);
		}
	}

	private static BooleanSupplier ready(ConfigurableApplicationContext context) {
		ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
		return () -> availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
	}

	private static ConfigurableApplicationContext run(URI endpoint, String requirement) {
		List<String> arguments = new ArrayList<>(List.of("--etcd.readiness.enabled=true", "--etcd.readiness.grace=0s",
				"--etcd.readiness.interval=50ms", "--etcd.readiness.require=" + requirement,
				"--etcd.endpoints=" + endpoint, "--etcd.session.ttl=2s", "--etcd.session.margin=500ms",
				"--etcd.request-timeout=2s", "--etcd.membership.groups.workers.id=me", "--spring.main.banner-mode=off",
				"--spring.jmx.enabled=false"));
		return new SpringApplicationBuilder(Application.class).run(arguments.toArray(String[]::new));
	}

	private static ConditionFactory eventually() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
