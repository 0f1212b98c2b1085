/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.testcontainers;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.containers.GenericContainer;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.context.ImportTestcontainers;
import org.springframework.boot.testcontainers.service.connection.PemTrustStore;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;
import io.github.etcd3.spring.boot.autoconfigure.EtcdEmbeddedAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @ServiceConnection}, with containers that only say they run: no Docker is
 * needed, and none of its images is tried.
 */
class EtcdContainerConnectionDetailsFactoryTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class, EtcdAutoConfiguration.class,
				EtcdEmbeddedAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(strings = { "quay.io/coreos/etcd:v3.5.30", "gcr.io/etcd-development/etcd:v3.5.30", "bitnami/etcd:3.5",
			"docker.io/bitnamilegacy/etcd:3.5", "registry.example:5000/coreos/etcd" })
	void a_container_of_etcds_images_is_found_by_its_image(String image) {
		Containers.container = new FakeContainer(image);
		this.runner.withUserConfiguration(ByImage.class)
			.run((context) -> assertLeadsToTheContainer(context, "http://etcd.example:42379"));
	}

	@Test
	void a_container_of_another_image_is_found_by_the_name_of_its_connection() {
		this.runner.withUserConfiguration(ByName.class)
			.run((context) -> assertLeadsToTheContainer(context, "http://etcd.example:42379"));
	}

	@Test
	void a_container_wins_over_endpoints_and_the_embedded_server() {
		this.runner.withUserConfiguration(ByName.class)
			.withPropertyValues("etcd.endpoints=127.0.0.1:1", "etcd.username=shop", "etcd.password=secret",
					"etcd.embedded.enabled=true")
			.run((context) -> assertLeadsToTheContainer(context, "http://etcd.example:42379"));
	}

	@Test
	void bitnamis_password_of_root_is_used() {
		this.runner.withUserConfiguration(WithPassword.class).run((context) -> {
			EtcdConnectionDetails details = context.getBean(EtcdConnectionDetails.class);
			assertThat(details.getUsername()).isEqualTo("root");
			assertThat(details.getPassword()).isEqualTo("secret");
		});
	}

	@Test
	void trusted_certificates_mean_tls() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class))
			.withUserConfiguration(WithTls.class)
			.run((context) -> assertThat(context.getBean(EtcdConnectionDetails.class).getEndpoints())
				.containsExactly("https://etcd.example:42379"));
	}

	private static void assertLeadsToTheContainer(AssertableApplicationContext context, String endpoint) {
		assertThat(context).hasNotFailed()
			.hasSingleBean(EtcdConnectionDetails.class)
			.doesNotHaveBean(EmbeddedEtcd.class);
		EtcdConnectionDetails details = context.getBean(EtcdConnectionDetails.class);
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
		assertThat(details.getSslBundle()).isNull();
		assertThat(context.getBean(EtcdCalls.class).endpoints()).containsExactly(endpoint);
	}

	@Configuration(proxyBeanMethods = false)
	static class ByName {

		@Bean
		@ServiceConnection("etcd")
		FakeContainer container() {
			return new FakeContainer("registry.example/platform/keys:1");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithPassword {

		@Bean
		@ServiceConnection("etcd")
		FakeContainer container() {
			return new FakeContainer("bitnami/etcd").withEnv(Map.of("ETCD_ROOT_PASSWORD", "secret"));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WithTls {

		@Bean
		@ServiceConnection("etcd")
		@PemTrustStore(certificate = "classpath:none.pem")
		FakeContainer container() {
			return new FakeContainer("bitnami/etcd");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportTestcontainers(Containers.class)
	static class ByImage {

	}

	static final class Containers {

		@ServiceConnection
		static FakeContainer container;

		private Containers() {
		}

	}

	/** A container that runs nowhere. */
	static final class FakeContainer extends GenericContainer<FakeContainer> {

		private final String image;

		FakeContainer(String image) {
			super(image);
			this.image = image;
		}

		@Override
		public String getDockerImageName() {
			return this.image;
		}

		@Override
		public void start() {
			// There is no Docker.
		}

		@Override
		public void stop() {
			// Nothing runs.
		}

		@Override
		public String getHost() {
			return "etcd.example";
		}

		@Override
		public Integer getMappedPort(int port) {
			return 40_000 + port;
		}

	}

}
