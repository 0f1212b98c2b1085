/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.annotation.EnableEtcdListeners;
import io.github.etcd3.spring.annotation.EtcdListener;
import io.github.etcd3.spring.annotation.EtcdListenerContainer;
import io.github.etcd3.spring.annotation.EtcdListenerRegistry;
import io.github.etcd3.spring.annotation.InvalidEtcdListenerException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners in a Spring Boot application.
 */
class EtcdListenerAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, EtcdAutoConfiguration.class,
				EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class, EtcdListenerAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	@Test
	void listeners_are_started_while_etcd_is_down() {
		this.runner.withPropertyValues("etcd.kv.templates.nodes.prefix=nodes")
			.withBean(DefaultListener.class)
			.withBean(NamedListener.class)
			.run((context) -> assertThat(context.getBean(EtcdListenerRegistry.class).containers()).hasSize(2)
				.allMatch(EtcdListenerContainer::isRunning));
	}

	@Test
	void listeners_hear_through_the_named_and_the_default_template() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.runner
				.withPropertyValues("etcd.endpoints=" + etcd.endpoint(), "etcd.kv.prefix=app",
						"etcd.kv.templates.nodes.prefix=nodes")
				.withBean(DefaultListener.class)
				.withBean(NamedListener.class)
				.run((context) -> {
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.until(() -> context.getBean(EtcdListenerRegistry.class)
							.containers()
							.stream()
							.allMatch((container) -> container.revision() > 0));
					context.getBean("etcdKvTemplate", EtcdKvTemplate.class).put("tasks/1", "default");
					context.getBean("nodesEtcdKvTemplate", EtcdKvTemplate.class).put("1", "named");
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.untilAsserted(() -> assertThat(context.getBean(DefaultListener.class).heard)
							.containsExactly("default"));
					Awaitility.await()
						.atMost(Duration.ofSeconds(60))
						.untilAsserted(
								() -> assertThat(context.getBean(NamedListener.class).heard).containsExactly("named"));
				});
		}
	}

	@Test
	void listeners_are_started_in_a_lazy_application_too() {
		this.runner.withBean(DefaultListener.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> assertThat(context.getBean(EtcdListenerRegistry.class).containers()).hasSize(1)
				.allMatch(EtcdListenerContainer::isRunning));
	}

	@Test
	void an_application_that_enables_them_itself_has_them_once() {
		this.runner.withUserConfiguration(Enabling.class)
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(EtcdListenerRegistry.class));
	}

	@Test
	void nothing_listens_when_disabled() {
		this.runner.withPropertyValues("etcd.enabled=false")
			.withBean(BadListener.class)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdListenerRegistry.class));
	}

	@Test
	void what_can_not_work_is_analyzed() {
		this.runner.withBean("bad", BadListener.class).run((context) -> {
			assertThat(context).hasFailed()
				.getFailure()
				.isInstanceOf(InvalidEtcdListenerException.class)
				.hasMessageContaining("concurrency");
			FailureAnalysis analysis = new InvalidEtcdListenerFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("its concurrency is 'many'")
				.contains("'bad'")
				.contains(BadListener.class.getName() + ".changed()");
			assertThat(analysis.getAction()).isEqualTo("Write a number from 1 to 1000.");
		});
	}

	@Test
	void the_analyzer_is_registered() {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation(getClass().getClassLoader())
			.load(FailureAnalyzer.class, SpringFactoriesLoader.ArgumentResolver.none(),
					SpringFactoriesLoader.FailureHandler.handleMessage((message, failure) -> {
						// Others need arguments.
					}));
		assertThat(analyzers).hasAtLeastOneElementOfType(InvalidEtcdListenerFailureAnalyzer.class);
	}

	static class DefaultListener {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@EtcdListener(prefix = "tasks")
		void changed(String value) {
			this.heard.add(value);
		}

	}

	static class NamedListener {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		@EtcdListener(template = "nodes")
		void changed(String value) {
			this.heard.add(value);
		}

	}

	static class BadListener {

		@EtcdListener(prefix = "tasks", concurrency = "many")
		void changed() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableEtcdListeners
	static class Enabling {

	}

}
