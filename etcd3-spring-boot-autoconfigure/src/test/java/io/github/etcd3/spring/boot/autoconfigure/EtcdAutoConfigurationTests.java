/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.boot.autoconfigure.health.EtcdHealthContributorAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientBuilderCustomizer;
import io.github.etcd3.spring.client.EtcdClientSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is there, and what gives way to an application's own beans. No etcd runs.
 */
class EtcdAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, EtcdAutoConfiguration.class,
				EtcdHealthContributorAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	@Test
	void everything_is_there_while_etcd_is_down() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context).hasBean("etcdConnectionDetails").hasBean("etcdClient").hasBean("etcdCalls");
			assertThat(context).hasBean("etcdHealthContributor");
			assertThat(context).doesNotHaveBean(StartupCheck.class);
			assertThat(context.getBean(EtcdCalls.class).client()).isSameAs(context.getBean(Client.class));
		});
	}

	@Test
	void nothing_is_there_when_disabled() {
		this.runner.withPropertyValues("etcd.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(Client.class).doesNotHaveBean(EtcdCalls.class);
			assertThat(context).doesNotHaveBean(EtcdConnectionDetails.class).doesNotHaveBean(EtcdProperties.class);
			assertThat(context).doesNotHaveBean("etcdHealthContributor");
		});
	}

	@Test
	void nothing_is_there_without_jetcd() {
		this.runner.withClassLoader(new FilteredClassLoader(Client.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("etcdClient"));
	}

	@Test
	void health_can_be_switched_off() {
		this.runner.withPropertyValues("management.health.etcd.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(Client.class).doesNotHaveBean("etcdHealthContributor"));
	}

	@Test
	void a_health_indicator_of_the_application_replaces_ours() {
		this.runner
			.withBean("etcdHealthIndicator", HealthIndicator.class,
					() -> () -> org.springframework.boot.health.contributor.Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean("etcdHealthContributor"));
	}

	@Test
	void the_client_is_closed_with_the_context() {
		EtcdCalls[] calls = new EtcdCalls[1];
		this.runner.run((context) -> calls[0] = context.getBean(EtcdCalls.class));
		assertThatExceptionOfType(EtcdException.class)
			.isThrownBy(() -> calls[0].await(EtcdCall.read("member list", null),
					calls[0].client().getClusterClient().listMember()))
			.withMessageContaining("closed");
	}

	@Test
	void a_client_of_the_application_replaces_ours() {
		this.runner.withUserConfiguration(OwnClient.class).run((context) -> {
			assertThat(context).hasSingleBean(Client.class).hasBean("ownClient").doesNotHaveBean("etcdClient");
			assertThat(context.getBean(EtcdCalls.class).client()).isSameAs(context.getBean("ownClient"));
		});
	}

	@Test
	void connection_details_of_the_application_replace_the_properties() {
		this.runner.withUserConfiguration(OwnDetails.class).run((context) -> {
			assertThat(context).hasSingleBean(EtcdConnectionDetails.class).doesNotHaveBean("etcdConnectionDetails");
			assertThat(context.getBean(EtcdCalls.class).endpoints()).containsExactly("https://etcd.example:2379");
		});
	}

	@Test
	void customizers_come_in_their_order_and_after_the_settings() {
		this.runner.withPropertyValues("etcd.namespace=ours/")
			.withUserConfiguration(Customizers.class)
			.run((context) -> {
				context.getBean(Client.class).getKVClient().get(io.etcd.jetcd.ByteSequence.EMPTY);
				assertThat(context.getBean(Customizers.class).seen).containsExactly("first ours/", "second changed/");
			});
	}

	@Test
	void every_property_reaches_the_client() {
		this.runner
			.withPropertyValues("etcd.endpoints=https://a.example,b.example:1", "etcd.username=root",
					"etcd.password=secret", "etcd.namespace=ns/", "etcd.ssl.enabled=true", "etcd.connect-timeout=1s",
					"etcd.request-timeout=2s", "etcd.keep-alive.time=11s", "etcd.keep-alive.timeout=4s",
					"etcd.retry.max-attempts=5", "etcd.retry.delay=6ms", "etcd.retry.max-delay=7ms")
			.run((context) -> {
				EtcdClientSettings settings = ClientConfiguration.settings(context.getBean(EtcdProperties.class),
						context.getBean(EtcdConnectionDetails.class));
				assertThat(settings.endpoints().urls()).containsExactly("https://a.example:2379",
						"https://b.example:1");
				assertThat(settings.credentials()).isEqualTo(new EtcdClientSettings.Credentials("root", "secret"));
				assertThat(settings.namespace()).isEqualTo("ns/");
				assertThat(settings.tls()).isNotNull();
				assertThat(settings.connectTimeout()).hasSeconds(1);
				assertThat(settings.requestTimeout()).hasSeconds(2);
				assertThat(settings.keepAlive().time()).hasSeconds(11);
				assertThat(settings.keepAlive().timeout()).hasSeconds(4);
				assertThat(settings.retry().maxAttempts()).isEqualTo(5);
				assertThat(settings.retry().delay()).hasMillis(6);
				assertThat(settings.retry().maxDelay()).hasMillis(7);
				assertThat(context.getBean(EtcdProperties.class).toString()).doesNotContain("secret");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnClient {

		@Bean
		Client ownClient() {
			return Client.builder().endpoints("http://127.0.0.1:1").build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnDetails {

		@Bean
		EtcdConnectionDetails ownDetails() {
			return new EtcdConnectionDetails() {

				@Override
				public List<String> getEndpoints() {
					return List.of("https://etcd.example:2379");
				}

				@Override
				public SslBundle getSslBundle() {
					return SslBundle.systemDefault();
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		private final List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();

		@Bean
		@Order(2)
		EtcdClientBuilderCustomizer second() {
			return (builder) -> this.seen.add("second " + builder.namespace());
		}

		@Bean
		@Order(1)
		EtcdClientBuilderCustomizer first() {
			return (builder) -> {
				this.seen.add("first " + builder.namespace());
				builder.namespace(io.etcd.jetcd.ByteSequence.from("changed/", java.nio.charset.StandardCharsets.UTF_8));
			};
		}

	}

}
