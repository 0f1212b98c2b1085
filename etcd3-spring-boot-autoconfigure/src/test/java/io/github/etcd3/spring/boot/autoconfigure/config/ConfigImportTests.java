/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@code spring.config.import=etcd:} reads when an application starts. On the etcd
 * inside the JVM; {@link SingleMemberConfigImportTests} repeats it on a real one.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigImportTests {

	private ConfigEtcd etcd;

	@BeforeEach
	void start() {
		this.etcd = startEtcd();
	}

	@AfterEach
	void stop() {
		this.etcd.close();
	}

	ConfigEtcd startEtcd() {
		return ConfigEtcd.embedded();
	}

	@Test
	void each_key_under_a_prefix_is_a_property() {
		this.etcd.put("/config/shop/server/port", "8081")
			.put("/config/shop/shop.name", "Zoë's")
			.put("/config/shopping/server/port", "1")
			.put("/config/shop", "not below");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/")) {
			assertThat(context.getEnvironment().getProperty("server.port", Integer.class)).isEqualTo(8081);
			assertThat(context.getEnvironment().getProperty("shop.name")).isEqualTo("Zoë's");
		}
	}

	@Test
	void a_prefix_needs_no_slash_at_either_end() {
		this.etcd.put("config/shop/a", "1").put("config/shopping/a", "2");
		assertProperties("etcd:config/shop", Map.of("a", "1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yml", "yaml", "properties", "json" })
	void a_document_is_in_one_key(String extension) {
		this.etcd.put("/config/shop." + extension, document(extension));
		assertProperties("etcd:/config/shop." + extension, Map.of("shop.name", "Corner", "shop.hours[1]", "12"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "yml", "yaml", "properties", "json" })
	void documents_are_under_a_prefix(String extension) {
		this.etcd.put("/config/shop/main." + extension, document(extension))
			.put("/config/shop/z.yml", "shop.hours: [ 3 ]");
		assertProperties("etcd:/config/shop/", Map.of("shop.name", "Corner", "shop.hours[0]", "3"));
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/")) {
			assertThat(Binder.get(context.getEnvironment()).bind("shop.hours", Bindable.listOf(String.class)).get())
				.containsExactly("3");
		}
	}

	private static String document(String extension) {
		return switch (extension) {
			case "json" -> "{\n\t\"shop\": { \"name\": \"Corner\", \"hours\": [ 8, 12 ] } }";
			case "properties" -> "shop.name=Corner\nshop.hours[0]=8\nshop.hours[1]=12";
			default -> "shop:\n  name: Corner\n  hours:\n  - 8\n  - 12\n";
		};
	}

	@Test
	void a_property_is_more_important_than_a_document_under_the_same_prefix() {
		this.etcd.put("/config/shop/a.yml", "a: document\nb: document").put("/config/shop/a", "key");
		assertProperties("etcd:/config/shop/", Map.of("a", "key", "b", "document"));
	}

	@Test
	void the_last_import_wins() {
		this.etcd.put("/all/a", "all").put("/all/b", "all").put("/shop.yml", "b: shop");
		assertProperties("etcd:/all/,etcd:/shop.yml", Map.of("a", "all", "b", "shop"));
		assertProperties("etcd:/shop.yml,etcd:/all/", Map.of("a", "all", "b", "all"));
	}

	@Test
	void what_is_for_a_profile_wins_over_what_is_for_all() {
		this.etcd.put("/shop/a", "all")
			.put("/shop/b", "all")
			.put("/shop/c", "all")
			.put("/shop/d", "all")
			.put("/shop/application-eu.yml", "b: eu document\nc: eu document")
			.put("/shop,eu/c", "eu key")
			.put("/shop/application-prod.yml", "d: prod document")
			.put("/shop,test/a", "test")
			.put("/shop/application-test.yml", "a: test");
		assertProperties("etcd:/shop/", Map.of("a", "all", "b", "eu document", "c", "eu key", "d", "prod document"),
				"spring.profiles.active=eu,prod");
		assertProperties("etcd:/shop/", Map.of("a", "all", "b", "all", "c", "all", "d", "all"));
	}

	@Test
	void a_document_has_others_for_profiles_beside_it() {
		this.etcd.put("/shop.yml", "a: all\nb: all").put("/shop-prod.yml", "b: prod").put("/shop-test.yml", "b: test");
		assertProperties("etcd:/shop.yml", Map.of("a", "all", "b", "prod"), "spring.profiles.active=prod");
		assertProperties("etcd:/shop.yml", Map.of("a", "all", "b", "all"));
	}

	@Test
	void documents_in_a_document_are_active_by_profile() {
		this.etcd.put("/shop.yml", """
				a: all
				b: all
				---
				spring.config.activate.on-profile: prod
				b: prod
				---
				spring.config.activate.on-profile: "!prod"
				a: others
				""");
		assertProperties("etcd:/shop.yml", Map.of("a", "all", "b", "prod"), "spring.profiles.active=prod");
		assertProperties("etcd:/shop.yml", Map.of("a", "others", "b", "all"));
	}

	@Test
	void a_document_imports_others() {
		this.etcd.put("/shop.yml", "spring.config.import: 'etcd:/all/'\na: shop").put("/all/b", "all");
		assertProperties("etcd:/shop.yml", Map.of("a", "shop", "b", "all"));
	}

	@Test
	void a_document_may_be_imported_with_its_prefix_and_by_itself() {
		this.etcd.put("/shop/main.yml", "a: document").put("/shop/a", "key");
		assertProperties("etcd:/shop/,etcd:/shop/main.yml", Map.of("a", "document"));
		assertProperties("etcd:/shop/main.yml,etcd:/shop/", Map.of("a", "key"));
	}

	@Test
	void locations_and_values_have_placeholders() {
		this.etcd.put("/config/corner/greeting", "Hello from ${shop}, ${who:you}");
		assertProperties("etcd:/config/${shop}/", Map.of("greeting", "Hello from corner, you"), "shop=corner");
	}

	@Test
	void a_namespace_counts() {
		this.etcd.put("apps/config/a", "1").put("config/a", "2");
		assertProperties("etcd:config/", Map.of("a", "1"), "etcd.namespace=apps/");
	}

	@Test
	void each_property_knows_its_key_and_revision() {
		this.etcd.put("/shop/a", "0")
			.put("/shop/a", "1")
			.put("/shop/all.yml", "\nb: 2")
			.put("/shop/all.json", "{\"c\":3}");
		try (ConfigurableApplicationContext context = run("etcd:/shop/")) {
			assertThat(origin(context.getEnvironment(), "a")).matches("etcd key '/shop/a' at revision \\d+");
			assertThat(origin(context.getEnvironment(), "b"))
				.matches("etcd key '/shop/all.yml' at revision \\d+ - 2:4");
			assertThat(origin(context.getEnvironment(), "c")).matches("etcd key '/shop/all.json' at revision \\d+");
		}
	}

	private static String origin(ConfigurableEnvironment environment, String name) {
		return environment.getPropertySources()
			.stream()
			.filter((source) -> source instanceof EtcdPropertySource && source.containsProperty(name))
			.map((source) -> String.valueOf(OriginLookup.getOrigin(source, name)))
			.findFirst()
			.orElse("none");
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd:/nothing/", "etcd:/nothing.yml" })
	void what_is_missing_fails_the_start_as_a_missing_file_does(String location, CapturedOutput output) {
		assertThatExceptionOfType(ConfigDataResourceNotFoundException.class).isThrownBy(() -> run(location));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Config data resource '" + location + "' via location '" + location + "' does not exist")
			.contains("or prefix it with 'optional:'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "optional:etcd:/nothing/", "optional:etcd:/nothing.yml" })
	void what_is_optional_may_be_missing(String location) {
		this.etcd.put("/there/a", "1");
		assertProperties(location + ",etcd:/there/", Map.of("a", "1"));
	}

	@Test
	void a_source_that_does_not_answer_fails_the_start(CapturedOutput output) {
		assertThatExceptionOfType(EtcdConfigException.class)
			.isThrownBy(() -> run("etcd:/config/shop/", "etcd.endpoints=127.0.0.1:1", "etcd.request-timeout=2s"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The configuration of 'etcd:/config/shop/' can't be read from etcd")
			.contains("127.0.0.1:1")
			.contains("Check that etcd runs, and etcd.endpoints")
			.contains("prefix the location with 'optional:'");
	}

	@Test
	void an_optional_source_need_not_answer(CapturedOutput output) {
		try (ConfigurableApplicationContext context = run("optional:etcd:/config/shop/,optional:etcd:/config/b.yml",
				"etcd.endpoints=127.0.0.1:1", "etcd.request-timeout=2s")) {
			assertThat(context.getEnvironment().getProperty("a")).isNull();
		}
		assertThat(output).contains("Starting without the optional configuration of etcd:/config/shop/")
			.contains("127.0.0.1:1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop.yml", "shop.json" })
	void a_broken_document_fails_the_start_and_is_not_quoted(String name, CapturedOutput output) {
		this.etcd.put("/config/" + name, "{ password: [ secret");
		assertThatExceptionOfType(EtcdConfigException.class).isThrownBy(() -> run("optional:etcd:/config/"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.containsPattern("The document at the key '/config/" + name + "' of etcd, revision \\d+, is broken: .")
			.contains("Write it again")
			.doesNotContain("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd:", "etcd:/", "etcd://127.0.0.1:2379/config/", "etcd:/a/;etcd:/b/" })
	void a_location_that_can_not_work_is_refused(String location, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(location)).isInstanceOf(EtcdConfigException.class);
		assertThat(output).contains("The location '" + location + "'")
			.contains("spring.config.import")
			.contains("which can't work");
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled=false", "etcd.config.enabled=false" })
	void it_can_be_switched_off(String property) {
		this.etcd.put("/shop/a", "1");
		try (ConfigurableApplicationContext context = run("etcd:/shop/,etcd:/missing/", property)) {
			assertThat(context.getEnvironment().getProperty("a")).isNull();
			assertThat(context.getBeansOfType(EtcdConfigRefresher.class)).isEmpty();
		}
	}

	private void assertProperties(String location, Map<String, String> expected, String... properties) {
		try (ConfigurableApplicationContext context = run(location, properties)) {
			assertThat(expected).allSatisfy(
					(name, value) -> assertThat(context.getEnvironment().getProperty(name)).as(name).isEqualTo(value));
		}
	}

	private ConfigurableApplicationContext run(String location, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.config.import=" + location, "etcd.endpoints=" + this.etcd.endpoint(),
					"spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
