/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * An application without Spring Boot whose beans listen. Its default template is under
 * {@code app/}, another one with the qualifier {@code nodes} under {@code nodes/}.
 */
final class ListeningApplication implements AutoCloseable {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	ListeningApplication(URI etcd, Map<String, Object> properties, Class<?>... components) {
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
		this.context.registerBean("endpoint", URI.class, () -> etcd);
		this.context.register(Beans.class);
		for (Class<?> component : components) {
			this.context.registerBean(StringUtils.uncapitalize(component.getSimpleName()), component);
		}
		try {
			this.context.refresh();
		}
		catch (RuntimeException ex) {
			this.context.close();
			throw ex;
		}
	}

	AnnotationConfigApplicationContext context() {
		return this.context;
	}

	EtcdKvTemplate kv() {
		return this.context.getBean(EtcdKvTemplate.class);
	}

	EtcdKvTemplate nodes() {
		return this.context.getBean("nodesTemplate", EtcdKvTemplate.class);
	}

	EtcdListenerRegistry registry() {
		return this.context.getBean(EtcdListenerRegistry.class);
	}

	List<String> heard() {
		return this.context.getBean(Heard.class).all;
	}

	void awaitHeard(int count) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> heard().size() >= count);
	}

	/** Waits until all watches that are started have begun. */
	ListeningApplication awaitBegun() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> registry().containers()
				.stream()
				.filter(EtcdListenerContainer::isRunning)
				.allMatch((container) -> container.revision() > 0));
		return this;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * What the listeners have heard, and when something was closed.
	 */
	static class Heard {

		private final List<String> all = new CopyOnWriteArrayList<>();

		void add(String what) {
			this.all.add(what);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableEtcdListeners
	static class Beans {

		@Bean
		static PropertySourcesPlaceholderConfigurer placeholders() {
			return new PropertySourcesPlaceholderConfigurer();
		}

		@Bean
		Heard heard() {
			return new Heard();
		}

		@Bean
		Client client(URI endpoint) {
			return new EtcdClientFactory(EtcdClientSettings.builder(endpoint.toString()).build(), List.of()).create();
		}

		@Bean
		@Primary
		EtcdKvTemplate template(Client client) {
			return new EtcdKvTemplate(client).withPrefix("app");
		}

		@Bean
		@Qualifier("nodes")
		EtcdKvTemplate nodesTemplate(Client client) {
			return new EtcdKvTemplate(client).withPrefix("nodes");
		}

	}

}
