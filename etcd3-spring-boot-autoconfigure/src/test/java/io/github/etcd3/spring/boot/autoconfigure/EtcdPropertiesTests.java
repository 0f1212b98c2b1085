/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import io.github.etcd3.spring.client.EtcdClientSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The defaults are the library's, and the metadata says all that an editor shows.
 */
class EtcdPropertiesTests {

	/** Why each of those without a default has none; each other property has one. */
	private static final Map<String, String> WITHOUT_DEFAULT = Map.ofEntries(
			Map.entry("etcd.username", "no authentication if absent"),
			Map.entry("etcd.password", "comes with the user"),
			Map.entry("etcd.ssl.enabled", "follows the bundle and the endpoints"),
			Map.entry("etcd.ssl.bundle", "the JVM's certificates if absent"),
			Map.entry("etcd.embedded.enabled", "depends on how the application runs"),
			Map.entry("etcd.kv.templates", "a map of the user's names"),
			Map.entry("etcd.lock.templates", "a map of the user's names"),
			Map.entry("etcd.leader-election.elections", "a map of the user's names"),
			Map.entry("etcd.membership.groups", "a map of the user's names"),
			Map.entry("etcd.discovery.service-id", "spring.application.name"),
			Map.entry("etcd.discovery.instance-id", "of the host, and a random part"),
			Map.entry("etcd.discovery.host", "found on the machine"),
			Map.entry("etcd.discovery.port", "that of the web server"),
			Map.entry("etcd.discovery.metadata", "a map of the user's names"),
			Map.entry("etcd.endpoint.roles", "any authenticated user if empty"));

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
	void each_property_is_described_as_boots_are_and_has_a_default() throws IOException {
		List<JsonNode> properties = metadata("properties");
		assertThat(properties).extracting(EtcdPropertiesTests::name)
			.hasSizeGreaterThanOrEqualTo(50)
			.doesNotHaveDuplicates()
			.containsAll(WITHOUT_DEFAULT.keySet());
		assertThat(properties).flatMap(EtcdPropertiesTests::flaws).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{"type": "java.lang.String", "defaultValue": "a"}                                 | has no description
					{"description": " ", "type": "java.lang.String", "defaultValue": "a"}             | has no description
					{"description": "Prefix of all.", "type": "java.lang.String"}                     | has no default
					{"description": "Prefix of all.", "defaultValue": "a"}                            | has no type
					{"description": "Prefix of all", "type": "java.lang.String", "defaultValue": "a"} | ends without a full stop
					{"description": "prefix.", "type": "java.lang.String", "defaultValue": "a"}       | begins with a small letter
					{"description": "The prefix.", "type": "java.lang.String", "defaultValue": "a"}   | begins with an article
					{"description": "Do it.", "type": "java.lang.Boolean", "defaultValue": true}      | does not begin with Whether
					""")
	void an_invented_property_that_is_not_so_is_told(String property, String flaw) {
		ObjectNode invented = (ObjectNode) JsonMapper.shared().readTree(property);
		invented.put("name", "etcd.invented");
		assertThat(flaws(invented)).containsExactly("etcd.invented " + flaw);
	}

	@Test
	void a_property_that_has_got_a_default_is_no_longer_listed_without() {
		assertThat(flaws(JsonMapper.shared().readTree("""
				{"name": "etcd.username", "type": "java.lang.String", "description": "User.", "defaultValue": "root"}
				"""))).containsExactly("etcd.username has a default, and is listed without");
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

	private static List<String> flaws(JsonNode property) {
		String type = property.path("type").asString("");
		String description = property.path("description").asString("").strip();
		boolean listed = WITHOUT_DEFAULT.containsKey(name(property));
		List<String> flaws = new ArrayList<>();
		if (type.isEmpty()) {
			flaws.add("has no type");
		}
		if (property.has("defaultValue") == listed) {
			flaws.add(listed ? "has a default, and is listed without" : "has no default");
		}
		if (description.isEmpty()) {
			flaws.add("has no description");
		}
		else {
			if (!description.endsWith(".")) {
				flaws.add("ends without a full stop");
			}
			if (!Character.isUpperCase(description.codePointAt(0))) {
				flaws.add("begins with a small letter");
			}
			if (description.matches("(The|An?) .*")) {
				flaws.add("begins with an article");
			}
			if (type.equals(Boolean.class.getName()) && !description.startsWith("Whether ")) {
				flaws.add("does not begin with Whether");
			}
		}
		return flaws.stream().map((flaw) -> name(property) + " " + flaw).toList();
	}

	private static String name(JsonNode property) {
		return property.path("name").asString();
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
