/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.github.etcd3.spring.client.EtcdClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The defaults are the library's, and the metadata says all that an editor shows.
 */
class EtcdPropertiesTests {

	/** What is off or absent unless set. */
	private static final Set<String> WITHOUT_DEFAULT = Set.of("etcd.username", "etcd.password", "etcd.ssl.enabled",
			"etcd.ssl.bundle", "etcd.embedded.enabled", "etcd.kv.templates", "etcd.lock.templates",
			"etcd.leader-election.elections", "etcd.membership.groups", "etcd.discovery.service-id",
			"etcd.discovery.instance-id", "etcd.discovery.host", "etcd.discovery.port", "etcd.discovery.metadata",
			"etcd.endpoint.roles");

	@Test
	void the_clients_defaults_are_the_librarys() {
		EtcdProperties properties = bind(Map.of());
		assertThat(ClientConfiguration.settings(properties, new PropertiesEtcdConnectionDetails(properties, null)))
			.usingRecursiveComparison()
			.isEqualTo(EtcdClientSettings.builder("http://127.0.0.1:2379").build());
		assertThat(properties.enabled()).isTrue();
		assertThat(properties.failFast()).isFalse();
	}

	@Test
	void each_property_has_a_type_a_sentence_and_a_default() throws IOException {
		List<JsonNode> properties = metadata("properties");
		assertThat(properties).hasSizeGreaterThanOrEqualTo(20);
		for (JsonNode property : properties) {
			String name = property.get("name").asString();
			assertThat(property.has("type")).as("type of %s", name).isTrue();
			assertThat(property.has("description")).as("description of %s", name).isTrue();
			assertThat(property.get("description").asString()).as("description of %s", name).matches("[A-Z].*\\.");
			assertThat(property.has("defaultValue")).as("default of %s", name)
				.isNotEqualTo(WITHOUT_DEFAULT.contains(name));
		}
	}

	@Test
	void actuators_switch_is_described() throws IOException {
		assertThat(metadata("properties")).extracting((property) -> property.get("name").asString())
			.contains("management.health.etcd.enabled", "management.info.etcd.enabled", "etcd.endpoints",
					"etcd.session.ttl");
	}

	@Test
	void hints_name_existing_properties() throws IOException {
		List<String> names = metadata("properties").stream()
			.map((property) -> property.get("name").asString())
			.toList();
		assertThat(metadata("hints")).isNotEmpty()
			.allSatisfy((hint) -> assertThat(hint.get("name").asString()).satisfiesAnyOf(
					(name) -> assertThat(names).contains(name),
					(name) -> assertThat(names).contains(name.replaceAll("\\.(keys|values)$", ""))));
	}

	private static List<JsonNode> metadata(String part) throws IOException {
		// Properties of tests have metadata too.
		URL classes = EtcdProperties.class.getProtectionDomain().getCodeSource().getLocation();
		try (InputStream content = new URL(classes, "META-INF/spring-configuration-metadata.json").openStream()) {
			return JsonMapper.builder().build().readTree(content).get(part).valueStream().toList();
		}
	}

	static EtcdProperties bind(Map<String, String> properties) {
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("etcd", EtcdProperties.class);
	}

}
