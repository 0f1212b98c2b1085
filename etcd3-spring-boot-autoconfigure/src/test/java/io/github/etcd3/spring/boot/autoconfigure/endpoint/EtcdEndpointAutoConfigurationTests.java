/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdDiscoveryAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdKvAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLeaderElectionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLockAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdMembershipAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When there is an endpoint.
 */
class EtcdEndpointAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
				EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class,
				EtcdLeaderElectionAutoConfiguration.class, EtcdLockAutoConfiguration.class,
				EtcdMembershipAutoConfiguration.class, EtcdDiscoveryAutoConfiguration.class,
				EtcdEndpointAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1", "etcd.health.timeout=200ms", "etcd.discovery.host=here");

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=etcd");

	@Test
	void an_endpoint_that_is_exposed_is_there_without_its_write_operation() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(EtcdEndpoint.class)
			.hasSingleBean(EtcdEndpointWebExtension.class)
			.doesNotHaveBean(EtcdResignWebExtension.class));
	}

	@Test
	void the_write_operation_is_there_on_request() {
		this.exposed.withPropertyValues("etcd.endpoint.resign.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(EtcdEndpointWebExtension.class)
				.hasSingleBean(EtcdResignWebExtension.class));
	}

	@Test
	void an_endpoint_that_is_not_exposed_costs_nothing() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(EtcdEndpoint.class)
			.doesNotHaveBean(OpenWatches.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled=false", "management.endpoint.etcd.access=NONE",
			"management.endpoints.access.default=NONE" })
	void it_can_be_switched_off(String property) {
		this.exposed.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdEndpoint.class));
	}

	@Test
	void an_application_without_the_actuator_is_left_alone() {
		this.exposed.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdEndpointAutoConfiguration.class));
	}

	@Test
	void an_application_without_a_client_has_none() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(EtcdEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=etcd")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdEndpoint.class));
	}

	@Test
	void an_application_without_spring_cloud_has_no_services() {
		this.exposed.withClassLoader(new FilteredClassLoader("org.springframework.cloud")).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(EtcdEndpoint.class);
			EtcdReport report = context.getBean(EtcdEndpoint.class).etcd();
			assertThat(report.registrations().error()).isNull();
			assertThat(report.registrations().services()).isEmpty();
		});
	}

	@Test
	void an_application_with_nothing_but_a_client_has_empty_sections() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=etcd", "etcd.endpoints=127.0.0.1:1",
					"etcd.health.timeout=200ms")
			.run((context) -> {
				EtcdReport report = context.getBean(EtcdEndpoint.class).etcd();
				assertThat(report.elections().entries()).isEmpty();
				assertThat(report.locks().entries()).isEmpty();
				assertThat(report.session().error()).contains("EtcdSession");
				assertThat(report.members().error()).isNotEmpty();
				assertThat(report.members().entries()).singleElement()
					.satisfies((member) -> assertThat(member.endpoint()).contains("127.0.0.1:1"));
			});
	}

	@Test
	void the_applications_own_takes_its_place() {
		this.exposed.withBean("etcdEndpoint", Own.class, Own::new)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EtcdEndpoint.class)
				.doesNotHaveBean(EtcdEndpointWebExtension.class));
	}

	@Test
	void a_time_limit_that_can_not_work_is_told() {
		this.exposed.withPropertyValues("etcd.endpoint.resign.enabled=true", "etcd.endpoint.resign.timeout=0s")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidEtcdSettingException.class)
				.hasMessageContaining("etcd.endpoint.resign.timeout"));
	}

	@Endpoint(id = "etcd")
	static class Own {

		@ReadOperation
		String etcd() {
			return "own";
		}

	}

}
