/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.autoconfigure.RefreshAutoConfiguration;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.DefaultResourceLoader;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Properties that an application keeps in etcd. On the etcd inside the JVM;
 * {@link SingleMemberConfigImportTests} repeats it on a real one.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigImportTests {

	private static final ConditionFactory EVENTUALLY = Awaitility.await().atMost(Duration.ofSeconds(60));

	private AutoCloseable server;

	private Client client;

	private EtcdKvTemplate kv;

	private URI endpoint;

	/** Starts the etcd of one test. */
	AutoCloseable start() {
		return EmbeddedEtcd.start();
	}

	URI endpoint(AutoCloseable started) {
		return ((EmbeddedEtcd) started).endpoint();
	}

	@BeforeEach
	void connect() {
		this.server = start();
		this.endpoint = endpoint(this.server);
		this.client = new EtcdClientFactory(EtcdClientSettings.builder(this.endpoint.toString()).build(), List.of())
			.create();
		this.kv = EtcdKvTemplate.builder(EtcdCalls.of(this.client)).build();
	}

	@AfterEach
	void close() throws Exception {
		this.client.close();
		this.server.close();
	}

	@Test
	void each_key_below_a_prefix_is_a_property_and_nothing_beside_it() {
		this.kv.put("/config/shop/shop/name", "corner shop");
		this.kv.put("/config/shop/shop.size", "7\n");
		this.kv.put("/config/shop/shop.tags[0]", "a");
		this.kv.put("/config/shopping/shop/name", "another one's");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/")) {
			Shop shop = context.getBean(Shop.class);
			assertThat(shop.getName()).isEqualTo("corner shop");
			assertThat(shop.getSize()).isEqualTo(7);
			assertThat(shop.getTags()).containsExactly("a");
			Origin origin = context.getEnvironment()
				.getPropertySources()
				.stream()
				.filter(EtcdPropertySource.class::isInstance)
				.filter((source) -> source.containsProperty("shop.name"))
				.map((source) -> OriginLookup.getOrigin(source, "shop.name"))
				.findFirst()
				.orElseThrow();
			assertThat(origin).asString().startsWith("etcd key '/config/shop/shop/name' at revision ");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/config/shop.yml", "/config/shop.yaml", "/config/shop.json", "/config/shop.properties" })
	void a_document_is_read_as_its_key_ends(String key) {
		String text = switch (key.substring(key.indexOf('.'))) {
			case ".json" -> "{\"shop\": {\"name\": \"corner shop\", \"size\": 7, \"tags\": [\"a\", \"b\"]}}";
			case ".properties" -> "shop.name=corner shop\nshop.size=7\nshop.tags=a,b";
			default -> "shop:\n  name: corner shop\n  size: 7\n  tags: [a, b]\n";
		};
		this.kv.put(key, text);
		try (ConfigurableApplicationContext context = run("etcd:" + key)) {
			Shop shop = context.getBean(Shop.class);
			assertThat(shop.getName()).isEqualTo("corner shop");
			assertThat(shop.getSize()).isEqualTo(7);
			assertThat(shop.getTags()).containsExactly("a", "b");
		}
	}

	@Test
	void what_is_more_special_wins() {
		this.kv.put("/config/shop/application.yml", "shop: {name: yml, size: 1, tags: yml}");
		this.kv.put("/config/shop/application.properties", "shop.name=properties\nshop.size=2");
		this.kv.put("/config/shop/shop/name", "key");
		this.kv.put("/config/shop/application-prod.yml", "shop: {size: 3}");
		this.kv.put("/config/shop,prod/shop/tags", "prod");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/")) {
			assertThat(context.getBean(Shop.class)).hasToString("key 2 [yml]");
		}
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/", "spring.profiles.active=prod")) {
			assertThat(context.getBean(Shop.class)).hasToString("key 3 [prod]");
		}
	}

	@Test
	void a_document_has_variants_and_parts_for_profiles() {
		this.kv.put("/config/shop.yml", """
				shop: {name: any, size: 1}
				---
				spring.config.activate.on-profile: part
				shop.size: 2
				""");
		this.kv.put("/config/shop-variant.yml", "shop.size: 3");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop.yml")) {
			assertThat(context.getBean(Shop.class)).hasToString("any 1 []");
		}
		try (ConfigurableApplicationContext context = run("etcd:/config/shop.yml", "spring.profiles.active=part")) {
			assertThat(context.getBean(Shop.class)).hasToString("any 2 []");
		}
		try (ConfigurableApplicationContext context = run("etcd:/config/shop.yml",
				"spring.profiles.active=part,variant")) {
			assertThat(context.getBean(Shop.class)).hasToString("any 3 []");
			this.kv.put("/config/shop-variant.yml", "shop.name: changed");
			EVENTUALLY.untilAsserted(() -> assertThat(context.getBean(Shop.class)).hasToString("changed 2 []"));
			this.kv.put("/config/shop.yml", """
					shop: {name: any, size: 1}
					---
					spring.config.activate.on-profile: other
					shop.size: 4
					---
					spring.config.activate.on-profile: part
					shop.size: 5
					""");
			EVENTUALLY.untilAsserted(() -> assertThat(context.getBean(Shop.class)).hasToString("changed 5 []"));
		}
	}

	@Test
	void the_later_import_wins_and_placeholders_are_resolved_in_locations_and_values() {
		this.kv.put("/config/base/shop/name", "base");
		this.kv.put("/config/base/shop/size", "1");
		this.kv.put("/config/shop/shop/name", "${owner}'s");
		try (ConfigurableApplicationContext context = run("etcd:/config/base/,etcd:/config/${which}/", "which=shop",
				"owner=Ann")) {
			assertThat(context.getBean(Shop.class)).hasToString("Ann's 1 []");
		}
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/,etcd:/config/base/", "owner=Ann")) {
			assertThat(context.getBean(Shop.class)).hasToString("base 1 []");
		}
	}

	@Test
	void what_is_missing_fails_the_start_unless_it_is_optional(CapturedOutput output) {
		for (String location : List.of("etcd:/config/missing/", "etcd:/config/missing.yml")) {
			assertThatException().isThrownBy(() -> run(location).close());
			assertThat(output).contains("Config data resource '" + location + "'", "does not exist",
					"or prefix it with 'optional:'");
			run("optional:" + location).close();
		}
	}

	@Test
	void what_can_not_be_reached_fails_the_start_unless_it_is_optional(CapturedOutput output) {
		this.endpoint = URI.create("http://127.0.0.1:1");
		assertThatException().isThrownBy(() -> run("etcd:/config/shop/").close());
		assertThat(output)
			.contains("The location 'etcd:/config/shop/' of spring.config.import could not be read from etcd at"
					+ " [http://127.0.0.1:1]")
			.contains("Check etcd.endpoints", "'optional:etcd:/config/shop/'");
		run("optional:etcd:/config/shop/").close();
		assertThat(output).contains("Starting without etcd:/config/shop/");
	}

	@Test
	void a_broken_document_fails_the_start_and_names_its_key_and_revision(CapturedOutput output) {
		for (String broken : List.of("shop: {name: [", "no names here")) {
			this.kv.put("/config/shop.yml", broken);
			long revision = this.kv.getEntry("/config/shop.yml").orElseThrow().modRevision();
			assertThatException().isThrownBy(() -> run("etcd:/config/shop.yml").close());
			assertThat(output).contains("What is kept at the etcd key '/config/shop.yml' at revision " + revision
					+ " can't be read as configuration");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd:", "etcd:/config/shop", "etcd:/config/shop.txt" })
	void a_location_that_names_nothing_fails_the_start(String location, CapturedOutput output) {
		assertThatException().isThrownBy(() -> run(location).close());
		assertThat(output).contains("The location '" + location + "' of spring.config.import is not valid",
				"etcd:/config/shop/");
	}

	@Test
	void switched_off_it_is_skipped() {
		for (String property : List.of("etcd.config.enabled=false", "etcd.enabled=false")) {
			try (ConfigurableApplicationContext context = run("etcd:/config/missing/", property)) {
				assertThat(context.getBean(Shop.class).getName()).isNull();
				assertThat(context.getBeansOfType(ConfigRefresher.class)).isEmpty();
			}
		}
	}

	@Test
	void changes_are_taken_over_and_rebound_and_told() {
		this.kv.put("/config/shop/shop/name", "before");
		this.kv.put("/config/shop/shop/size", "1");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/")) {
			Scoped scoped = context.getBean(Scoped.class);
			assertThat(scoped.name()).isEqualTo("before");
			this.kv.put("/config/shop/shop/name", "after");
			EVENTUALLY.untilAsserted(() -> assertThat(context.getBean(Shop.class)).hasToString("after 1 []"));
			EVENTUALLY.untilAsserted(() -> assertThat(scoped.name()).isEqualTo("after"));
			Heard heard = context.getBean(Heard.class);
			EVENTUALLY.until(() -> heard.changed.size() == 1);
			assertThat(heard.changed.get(0))
				.isEqualTo(new EtcdConfigChangedEvent("etcd:/config/shop/", Set.of("shop.name")));
			assertThat(heard.cloud.get(0).getKeys()).containsExactly("shop.name");
			this.kv.delete("/config/shop/shop/size");
			this.kv.put("/config/shop/unrelated", "1");
			EVENTUALLY.until(() -> heard.names().equals(Set.of("shop.name", "shop.size", "unrelated")));
			assertThat(context.getEnvironment().containsProperty("shop.size")).isFalse();
			this.kv.put("/config/shop/unrelated", "1");
			this.kv.put("/config/shop/unrelated", "2");
			EVENTUALLY.until(() -> heard.last().equals(Set.of("unrelated")));
		}
	}

	@Test
	void without_spring_cloud_the_event_says_what_changed() {
		this.kv.put("/config/shop/shop/name", "before");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(WithoutSpringCloud.class)
			.resourceLoader(new DefaultResourceLoader(new FilteredClassLoader(EnvironmentChangeEvent.class)))
			.web(WebApplicationType.NONE)
			.run(arguments("etcd:/config/shop/"))) {
			WithoutSpringCloud application = context.getBean(WithoutSpringCloud.class);
			this.kv.put("/config/shop/shop/name", "after");
			EVENTUALLY.until(() -> !application.changed.isEmpty());
			assertThat(application.changed.get(0).keys()).containsExactly("shop.name");
			assertThat(context.getEnvironment().getProperty("shop.name")).isEqualTo("after");
		}
	}

	@Test
	void what_was_missing_is_taken_over_when_it_comes() {
		try (ConfigurableApplicationContext context = run(
				"optional:etcd:/config/late/,optional:etcd:/config/late.yml")) {
			this.kv.put("/config/late/shop/name", "came late");
			EVENTUALLY.untilAsserted(() -> assertThat(context.getBean(Shop.class)).hasToString("came late 0 []"));
			this.kv.put("/config/late.yml", "shop.size: 3");
			EVENTUALLY.untilAsserted(() -> assertThat(context.getBean(Shop.class)).hasToString("came late 3 []"));
		}
	}

	@Test
	void a_broken_document_never_replaces_the_last_good_one(CapturedOutput output) {
		this.kv.put("/config/shop.yml", "shop: {name: good, size: 1}");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop.yml")) {
			this.kv.put("/config/shop.yml", "shop: {name: broken, size: [");
			EVENTUALLY.until(() -> output.getAll().contains("The last good configuration of etcd:/config/shop.yml"));
			assertThat(context.getBean(Shop.class)).hasToString("good 1 []");
			this.kv.put("/config/shop.yml", "shop: {name: mended, size: 2}");
			EVENTUALLY.untilAsserted(() -> assertThat(context.getBean(Shop.class)).hasToString("mended 2 []"));
			EVENTUALLY.until(() -> context.getBean(Heard.class).changed.size() == 1);
		}
	}

	@Test
	void a_value_that_does_not_fit_leaves_the_application_running() {
		this.kv.put("/config/shop/shop/size", "1");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/")) {
			this.kv.put("/config/shop/shop/size", "many");
			Heard heard = context.getBean(Heard.class);
			EVENTUALLY.until(() -> heard.changed.size() == 1);
			this.kv.put("/config/shop/shop/size", "2");
			EVENTUALLY.untilAsserted(() -> assertThat(context.getBean(Shop.class).getSize()).isEqualTo(2));
		}
	}

	@Test
	void refresh_can_be_switched_off() {
		this.kv.put("/config/shop/shop/name", "before");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/", "etcd.config.refresh.enabled=false")) {
			assertThat(context.getBeansOfType(ConfigRefresher.class)).isEmpty();
			assertThat(context.getBean(Shop.class).getName()).isEqualTo("before");
		}
	}

	@Test
	void a_refresh_stops_and_starts_with_the_context() {
		this.kv.put("/config/shop/shop/name", "before");
		try (ConfigurableApplicationContext context = run("etcd:/config/shop/")) {
			context.stop();
			this.kv.put("/config/shop/shop/name", "while it was stopped");
			context.start();
			EVENTUALLY.untilAsserted(
					() -> assertThat(context.getBean(Shop.class).getName()).isEqualTo("while it was stopped"));
		}
	}

	private ConfigurableApplicationContext run(String imports, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run(arguments(imports, properties));
	}

	private String[] arguments(String imports, String... properties) {
		List<String> arguments = new ArrayList<>();
		// By a file, as applications do: an import on the command line sees no files.
		arguments.add("spring.config.location=classpath:config-import.yml");
		arguments.add("imports=" + imports);
		arguments.add("etcd.endpoints=" + this.endpoint);
		arguments.addAll(List.of(properties));
		return arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(Shop.class)
	@Import({ Heard.class, Scoped.class, RefreshAutoConfiguration.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ EtcdAutoConfiguration.class, EtcdConfigRefreshAutoConfiguration.class })
	static class WithoutSpringCloud {

		private final List<EtcdConfigChangedEvent> changed = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(EtcdConfigChangedEvent event) {
			this.changed.add(event);
		}

	}

	static class Heard {

		private final List<EtcdConfigChangedEvent> changed = new CopyOnWriteArrayList<>();

		private final List<EnvironmentChangeEvent> cloud = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(EtcdConfigChangedEvent event) {
			this.changed.add(event);
		}

		@EventListener
		void changed(EnvironmentChangeEvent event) {
			this.cloud.add(event);
		}

		Set<String> names() {
			return Set.copyOf(
					this.changed.stream().map(EtcdConfigChangedEvent::keys).flatMap(Set::stream).distinct().toList());
		}

		Set<String> last() {
			return this.changed.isEmpty() ? Set.of() : this.changed.get(this.changed.size() - 1).keys();
		}

	}

	@RefreshScope
	static class Scoped {

		@Value("${shop.name:}")
		private String name;

		public String name() {
			return this.name;
		}

	}

	@ConfigurationProperties("shop")
	static class Shop {

		private String name;

		private int size;

		private List<String> tags = new ArrayList<>();

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

		public int getSize() {
			return this.size;
		}

		public void setSize(int size) {
			this.size = size;
		}

		public List<String> getTags() {
			return this.tags;
		}

		public void setTags(List<String> tags) {
			this.tags = tags;
		}

		@Override
		public String toString() {
			return this.name + " " + this.size + " " + this.tags;
		}

	}

}
