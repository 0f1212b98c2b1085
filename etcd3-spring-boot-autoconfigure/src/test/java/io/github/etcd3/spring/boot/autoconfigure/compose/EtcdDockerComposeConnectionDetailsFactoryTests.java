/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.compose;

import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service of Docker Compose, as Compose would describe it: no Docker is needed.
 */
class EtcdDockerComposeConnectionDetailsFactoryTests {

	@ParameterizedTest
	@ValueSource(strings = { "quay.io/coreos/etcd:v3.5.30", "gcr.io/etcd-development/etcd:v3.5.30", "bitnami/etcd:3.5",
			"docker.io/bitnamilegacy/etcd:3.5", "etcd" })
	void a_service_with_etcds_images_is_found(String image) throws NoSuchMethodException {
		EtcdConnectionDetails details = details(new Service(image, Map.of(), Map.of()));
		assertThat(details).isNotNull();
		assertThat(details.getEndpoints()).containsExactly("http://compose.example:42379");
		assertThat(details.getUsername()).isNull();
		assertThat(details.getPassword()).isNull();
		assertThat(details.getSslBundle()).isNull();
	}

	@Test
	void a_service_with_another_image_is_found_by_its_label() throws NoSuchMethodException {
		assertThat(details(new Service("example/keys", Map.of(), Map.of()))).isNull();
		assertThat(details(
				new Service("example/keys", Map.of(), Map.of("org.springframework.boot.service-connection", "etcd"))))
			.isNotNull();
	}

	@Test
	void bitnamis_password_of_root_is_used() throws NoSuchMethodException {
		EtcdConnectionDetails details = details(
				new Service("bitnami/etcd", Map.of("ETCD_ROOT_PASSWORD", "secret"), Map.of()));
		assertThat(details).isNotNull();
		assertThat(details.getUsername()).isEqualTo("root");
		assertThat(details.getPassword()).isEqualTo("secret");
	}

	@Test
	void a_label_with_trusted_certificates_means_tls() throws NoSuchMethodException {
		EtcdConnectionDetails details = details(new Service("bitnami/etcd", Map.of(),
				Map.of("org.springframework.boot.sslbundle.jks.truststore.location", "optional:none.p12")));
		assertThat(details).isNotNull();
		assertThat(details.getEndpoints()).containsExactly("https://compose.example:42379");
		assertThat(details.getSslBundle()).isNotNull();
	}

	/** As Spring Boot asks all factories that it finds. */
	private static @Nullable EtcdConnectionDetails details(RunningService service) throws NoSuchMethodException {
		Constructor<DockerComposeConnectionSource> source = DockerComposeConnectionSource.class
			.getDeclaredConstructor(RunningService.class, Environment.class);
		Map<Class<?>, ConnectionDetails> details = new ConnectionDetailsFactories(
				EtcdDockerComposeConnectionDetailsFactoryTests.class.getClassLoader())
			.getConnectionDetails(BeanUtils.instantiateClass(source, service, new MockEnvironment()), false);
		return (EtcdConnectionDetails) details.get(EtcdConnectionDetails.class);
	}

	private record Service(String imageName, Map<String, @Nullable String> env,
			Map<String, String> labels) implements RunningService {

		@Override
		public String name() {
			return "etcd";
		}

		@Override
		public ImageReference image() {
			return ImageReference.of(this.imageName);
		}

		@Override
		public String host() {
			return "compose.example";
		}

		@Override
		public ConnectionPorts ports() {
			return new ConnectionPorts() {

				@Override
				public int get(int containerPort) {
					return 40_000 + containerPort;
				}

				@Override
				public List<Integer> getAll() {
					return List.of();
				}

				@Override
				public List<Integer> getAll(@Nullable String protocol) {
					return List.of();
				}

			};
		}

	}

}
