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
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.CommonsClientAutoConfiguration;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.health.DiscoveryClientHealthIndicator;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.core.env.StandardEnvironment;

import io.github.etcd3.spring.cloud.EtcdDiscoveryClient;
import io.github.etcd3.spring.cloud.EtcdRegistration;
import io.github.etcd3.spring.cloud.EtcdServiceRegistry;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When there is a discovery of services, and what this application is called in it.
 */
class EtcdDiscoveryAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
				EtcdKvAutoConfiguration.class, EtcdDiscoveryAutoConfiguration.class, UtilAutoConfiguration.class,
				CommonsClientAutoConfiguration.class, CompositeDiscoveryClientAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	@Test
	void spring_cloud_finds_and_registers_services_in_etcd() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(EtcdDiscoveryClient.class)
				.hasSingleBean(ServiceRegistry.class)
				.hasSingleBean(Registration.class)
				.hasSingleBean(AutoServiceRegistration.class)
				// Made of what is configured before it.
				.hasSingleBean(DiscoveryClientHealthIndicator.class);
			assertThat(context.getBean(CompositeDiscoveryClient.class).getDiscoveryClients())
				.containsExactly(context.getBean(EtcdDiscoveryClient.class));
			assertThat(context.getBean(EtcdDiscoveryClient.class).description()).contains("'services/'");
		});
		this.runner.withPropertyValues("etcd.discovery.prefix=cloud")
			.run((context) -> assertThat(context.getBean(EtcdDiscoveryClient.class).description())
				.contains("'cloud/'"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled", "etcd.discovery.enabled", "spring.cloud.discovery.enabled" })
	void all_of_it_can_be_switched_off(String property) {
		this.runner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EtcdDiscoveryClient.class)
				.doesNotHaveBean(ServiceRegistry.class)
				.doesNotHaveBean(Registration.class)
				.doesNotHaveBean(AutoServiceRegistration.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.discovery.register", "spring.cloud.service-registry.auto-registration.enabled" })
	void an_application_may_find_others_without_registering_itself(String property) {
		this.runner.withPropertyValues(property + "=false")
			.run((context) -> assertThat(context).hasSingleBean(EtcdDiscoveryClient.class)
				.hasSingleBean(ServiceRegistry.class)
				.doesNotHaveBean(Registration.class)
				.doesNotHaveBean(AutoServiceRegistration.class));
	}

	@Test
	void an_application_may_register_itself_without_finding_others() {
		this.runner.withPropertyValues("spring.cloud.discovery.blocking.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DiscoveryClient.class.getName())
				.doesNotHaveBean(EtcdDiscoveryClient.class)
				.hasSingleBean(AutoServiceRegistration.class));
	}

	@Test
	void an_application_without_spring_cloud_is_left_alone() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
					EtcdKvAutoConfiguration.class, EtcdDiscoveryAutoConfiguration.class))
			.withPropertyValues("etcd.endpoints=127.0.0.1:1")
			.withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.run((context) -> assertThat(context).hasSingleBean(EtcdKvTemplate.class)
				.doesNotHaveBean(EtcdDiscoveryAutoConfiguration.class));
	}

	@Test
	void an_application_without_a_web_server_on_its_class_path_finds_others() {
		this.runner.withClassLoader(new FilteredClassLoader(WebServerInitializedEvent.class))
			.run((context) -> assertThat(context).hasSingleBean(EtcdDiscoveryClient.class)
				.hasSingleBean(ServiceRegistry.class)
				.doesNotHaveBean(AutoServiceRegistration.class));
	}

	@Test
	void the_applications_own_beans_take_their_places() {
		EtcdRegistration own = new EtcdRegistration("own", "me", "host", 80, false, Map.of());
		this.runner.withBean("ownRegistration", EtcdRegistration.class, () -> own)
			.withBean("ownRegistry", EtcdServiceRegistry.class, () -> new EtcdServiceRegistry(null, null))
			.run((context) -> {
				assertThat(context.getBean(Registration.class)).isSameAs(own);
				assertThat(context).hasSingleBean(EtcdServiceRegistry.class).hasBean("ownRegistry");
			});
	}

	@Test
	void an_application_is_called_what_its_properties_say() {
		this.runner.withPropertyValues("spring.application.name=shop", "etcd.discovery.service-id=orders",
				"etcd.discovery.instance-id=one", "etcd.discovery.host=orders.example.org", "etcd.discovery.port=8443",
				"etcd.discovery.secure=true", "etcd.discovery.metadata.zone=b", "etcd.discovery.metadata.[a.b]=c")
			.run((context) -> {
				Registration registration = context.getBean(Registration.class);
				assertThat(registration.getServiceId()).isEqualTo("orders");
				assertThat(registration.getInstanceId()).isEqualTo("one");
				assertThat(registration.getUri()).hasToString("https://orders.example.org:8443");
				assertThat(registration.getMetadata()).isEqualTo(Map.of("zone", "b", "a.b", "c"));
			});
	}

	@Test
	void by_default_it_is_called_by_its_name_and_its_address_and_no_two_are_the_same() {
		this.runner.withPropertyValues("spring.application.name=shop").run((context) -> {
			Registration registration = context.getBean(Registration.class);
			assertThat(registration.getServiceId()).isEqualTo("shop");
			assertThat(registration.getHost())
				.isEqualTo(context.getBean(InetUtils.class).findFirstNonLoopbackAddress().getHostAddress());
			assertThat(registration.getInstanceId()).startsWith(registration.getHost() + ":");
			assertThat(registration.getPort()).isZero();
			assertThat(registration.isSecure()).isFalse();
			this.runner.run((other) -> {
				Registration second = other.getBean(Registration.class);
				assertThat(second.getServiceId()).isEqualTo("application");
				assertThat(second.getInstanceId()).isNotEqualTo(registration.getInstanceId());
			});
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			etcd.discovery.prefix=           | etcd.discovery.prefix      | null or empty
			etcd.discovery.service-id=a/b    | etcd.discovery.service-id  | no slash
			spring.application.name=a/b      | etcd.discovery.service-id  | no slash
			etcd.discovery.instance-id=/     | etcd.discovery.instance-id | no slash
			etcd.discovery.port=0            | etcd.discovery.port        | from 1 to 65535
			etcd.discovery.port=65536        | etcd.discovery.port        | from 1 to 65535
			spring.cloud.util.enabled=false  | etcd.discovery.host        | others reach
			""")
	void names_the_property_and_the_remedy(String property, String name, String remedy) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidEtcdSettingFailureAnalyzer(new StandardEnvironment())
				.analyze(context.getStartupFailure());
			assertThat(analysis).as("analysis of %s", context.getStartupFailure()).isNotNull();
			assertThat(analysis.getDescription()).contains("'" + name + "'");
			assertThat(analysis.getAction()).contains(remedy);
		});
	}

}
