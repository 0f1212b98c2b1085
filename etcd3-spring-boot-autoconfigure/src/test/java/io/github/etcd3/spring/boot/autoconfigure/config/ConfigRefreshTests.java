/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.config.annotation.RefreshScope;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a running application follows its configuration. On the etcd inside the JVM;
 * {@link SingleMemberConfigRefreshTests} repeats it on a real one.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigRefreshTests {

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
	void changes_reach_the_environment_bound_properties_and_the_refresh_scope() {
		this.etcd.put("/shop/shop/name", "Corner").put("/shop/shop/open", "true");
		try (ConfigurableApplicationContext context = run("etcd:/shop/")) {
			Greeter greeter = context.getBean(Greeter.class);
			assertThat(greeter.name()).isEqualTo("Corner");
			this.etcd.put("/shop/shop/name", "Mall");
			await().untilAsserted(() -> assertThat(greeter.name()).isEqualTo("Mall"));
			assertThat(context.getBean(ShopProperties.class).getName()).isEqualTo("Mall");
			assertThat(context.getEnvironment().getProperty("shop.name")).isEqualTo("Mall");
			this.etcd.put("/shop/shop/size", "3");
			await().until(() -> "3".equals(context.getEnvironment().getProperty("shop.size")));
			this.etcd.delete("/shop/shop/size");
			await().until(() -> context.getEnvironment().getProperty("shop.size") == null);
			Application application = context.getBean(Application.class);
			await().until(() -> application.events.size() == 3);
			assertThat(application.events).extracting(EtcdConfigChangedEvent::names)
				.containsExactly(Set.of("shop.name"), Set.of("shop.size"), Set.of("shop.size"));
			assertThat(application.events).extracting(EtcdConfigChangedEvent::location).containsOnly("etcd:/shop/");
			assertThat(application.events.get(2).revision()).isGreaterThan(application.events.get(1).revision());
			assertThat(application.seen).containsExactly("Mall", "Mall", "Mall");
			assertThat(application.threads).containsOnly("etcd-config-refresh");
		}
	}

	@Test
	void documents_are_followed_with_their_profiles_and_lists() {
		this.etcd.put("/shop.yml", "a: [ 1, 2 ]\nb: all\n---\nspring.config.activate.on-profile: prod\nb: prod");
		try (ConfigurableApplicationContext context = run("etcd:/shop.yml", "spring.profiles.active=prod")) {
			this.etcd.put("/shop.yml",
					"a: [ 3 ]\nb: all\nc: all\n---\nspring.config.activate.on-profile: test\nb: test\nc: test");
			await().until(() -> "all".equals(context.getEnvironment().getProperty("c")));
			assertThat(context.getEnvironment().getProperty("a[0]")).isEqualTo("3");
			assertThat(context.getEnvironment().getProperty("a[1]")).isNull();
			assertThat(context.getEnvironment().getProperty("b")).isEqualTo("all");
			this.etcd.put("/shop-prod.yml", "c: prod");
			await().until(() -> "prod".equals(context.getEnvironment().getProperty("c")));
			this.etcd.delete("/shop.yml");
			await().until(() -> context.getEnvironment().getProperty("b") == null);
			assertThat(context.getEnvironment().getProperty("c")).isEqualTo("prod");
		}
	}

	@Test
	void what_a_document_imports_stays_above_it() {
		this.etcd.put("/shop.yml", "spring.config.import: 'etcd:/all/'\na: shop\nb: 1").put("/all/a", "all");
		try (ConfigurableApplicationContext context = run("etcd:/shop.yml")) {
			assertThat(context.getEnvironment().getProperty("a")).isEqualTo("all");
			this.etcd.put("/shop.yml", "spring.config.import: 'etcd:/all/'\na: shop\nb: 2");
			await().until(() -> "2".equals(context.getEnvironment().getProperty("b")));
			assertThat(context.getEnvironment().getProperty("a")).isEqualTo("all");
			this.etcd.put("/all/a", "new");
			await().until(() -> "new".equals(context.getEnvironment().getProperty("a")));
		}
	}

	@Test
	void a_document_that_can_not_be_active_changes_nothing(CapturedOutput output) {
		this.etcd.put("/shop.yml", "a: 1");
		try (ConfigurableApplicationContext context = run("etcd:/shop.yml")) {
			this.etcd.put("/shop.yml", "spring.config.activate.on-profile: '(('\na: 2");
			await().until(() -> output.getAll().contains("can't be taken over"));
			assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
			this.etcd.put("/shop.yml", "a: 3");
			await().until(() -> "3".equals(context.getEnvironment().getProperty("a")));
		}
	}

	@Test
	void what_was_missing_at_the_start_is_taken_over_when_it_comes() {
		try (ConfigurableApplicationContext context = run("optional:etcd:/shop/,optional:etcd:/more.json")) {
			this.etcd.put("/shop,default/a", "1").put("/more.json", "{\"b\": {\"c\": 2}}");
			await().until(() -> "1".equals(context.getEnvironment().getProperty("a")));
			await().until(() -> "2".equals(context.getEnvironment().getProperty("b.c")));
		}
	}

	@Test
	void a_broken_document_changes_nothing_until_it_is_mended(CapturedOutput output) {
		this.etcd.put("/shop/main.yml", "a: 1").put("/shop/b", "1");
		try (ConfigurableApplicationContext context = run("etcd:/shop/")) {
			this.etcd.put("/shop/main.yml", "a: [");
			this.etcd.put("/shop/b", "2");
			await().until(() -> "2".equals(context.getEnvironment().getProperty("b")));
			assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
			this.etcd.put("/shop/b", "3");
			await().until(() -> "3".equals(context.getEnvironment().getProperty("b")));
			assertThat(output.getAll().lines().filter((line) -> line.contains("is broken"))).singleElement()
				.asString()
				.contains("WARN")
				.containsPattern("key '/shop/main.yml' of etcd, revision \\d+")
				.contains("stays in force");
			this.etcd.put("/shop/main.yml", "a: 2");
			await().until(() -> "2".equals(context.getEnvironment().getProperty("a")));
		}
	}

	@Test
	void changes_between_the_read_and_the_watch_are_not_lost_even_if_compacted() {
		this.etcd.put("/shop/a", "1").put("/shop/b", "1");
		try (ConfigurableApplicationContext context = run("etcd:/shop/")) {
			context.stop();
			this.etcd.put("/shop/a", "2");
			this.etcd.delete("/shop/b");
			this.etcd.compact();
			context.start();
			await().until(() -> "2".equals(context.getEnvironment().getProperty("a")));
			assertThat(context.getEnvironment().getProperty("b")).isNull();
		}
	}

	@Test
	void a_listener_that_fails_stops_nothing(CapturedOutput output) {
		this.etcd.put("/shop/fail", "no");
		try (ConfigurableApplicationContext context = run("etcd:/shop/")) {
			this.etcd.put("/shop/fail", "yes");
			await().until(() -> output.getAll().contains("A listener failed on the changed configuration"));
			this.etcd.put("/shop/fail", "no");
			await().until(() -> "no".equals(context.getEnvironment().getProperty("fail")));
		}
	}

	@Test
	void without_spring_cloud_the_event_tells() {
		this.etcd.put("/shop/a", "1");
		new ApplicationContextRunner().withClassLoader(new FilteredClassLoader("org.springframework.cloud"))
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.withConfiguration(
					AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdConfigRefreshAutoConfiguration.class))
			.withBean(WithoutCloud.class)
			.withPropertyValues("spring.config.import=etcd:/shop/", "etcd.endpoints=" + this.etcd.endpoint())
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean("etcdCloudConfigChange");
				assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
				this.etcd.put("/shop/a", "2");
				WithoutCloud application = context.getBean(WithoutCloud.class);
				await().until(() -> application.events.size() == 1);
				assertThat(application.events.get(0).names()).containsExactly("a");
				assertThat(context.getEnvironment().getProperty("a")).isEqualTo("2");
			});
	}

	@Test
	void without_a_client_nothing_is_followed() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EtcdConfigRefreshAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdConfigRefresher.class));
	}

	@Test
	void spring_clouds_own_refresh_goes_together_with_it() {
		this.etcd.put("/shop/a", "1");
		try (ConfigurableApplicationContext context = run("etcd:/shop/")) {
			context.getBean(ContextRefresher.class).refresh();
			assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
			this.etcd.put("/shop/a", "2");
			await().until(() -> "2".equals(context.getEnvironment().getProperty("a")));
		}
	}

	@Test
	void it_can_be_switched_off() {
		this.etcd.put("/shop/a", "1");
		try (ConfigurableApplicationContext context = run("etcd:/shop/", "etcd.config.refresh.enabled=false")) {
			assertThat(context.getEnvironment().getProperty("a")).isEqualTo("1");
			assertThat(context.getBeansOfType(EtcdConfigRefresher.class)).isEmpty();
			assertThat(context.getBeansOfType(ConfigChangeListener.class)).isEmpty();
		}
	}

	@Test
	void an_application_that_imports_nothing_watches_nothing() {
		try (ConfigurableApplicationContext context = run("")) {
			assertThat(context.getBean(EtcdConfigRefresher.class).isRunning()).isFalse();
		}
	}

	private ConfigurableApplicationContext run(String location, String... properties) {
		return run(this.etcd, location, properties);
	}

	static ConfigurableApplicationContext run(ConfigEtcd etcd, String location, String... properties) {
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.config.import=" + location, "etcd.endpoints=" + etcd.endpoint(),
					"spring.main.banner-mode=off")
			.properties(properties)
			.run();
	}

	static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableConfigurationProperties(ShopProperties.class)
	static class Application {

		private final List<EtcdConfigChangedEvent> events = new CopyOnWriteArrayList<>();

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		private final AtomicBoolean fails = new AtomicBoolean();

		private final ShopProperties properties;

		Application(ShopProperties properties) {
			this.properties = properties;
		}

		@EventListener
		void changed(EtcdConfigChangedEvent event) {
			this.threads.add(Thread.currentThread().getName());
			this.seen.add(String.valueOf(this.properties.getName()));
			this.events.add(event);
		}

		@EventListener
		void environmentChanged(EnvironmentChangeEvent event) {
			if (event.getKeys().contains("fail") && this.fails.compareAndSet(false, true)) {
				throw new IllegalStateException("The listener fails once");
			}
		}

		@Bean
		@RefreshScope
		Greeter greeter(@Value("${shop.name:nobody}") String name) {
			return new Greeter(name);
		}

	}

	static class WithoutCloud {

		private final List<EtcdConfigChangedEvent> events = new CopyOnWriteArrayList<>();

		@EventListener
		void changed(EtcdConfigChangedEvent event) {
			this.events.add(event);
		}

	}

	static class Greeter {

		private final String name;

		Greeter(String name) {
			this.name = name;
		}

		/** For the proxy. */
		Greeter() {
			this("");
		}

		String name() {
			return this.name;
		}

	}

	@ConfigurationProperties("shop")
	static class ShopProperties {

		private String name;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

}
