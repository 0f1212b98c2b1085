/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * Says where the server of a test is, before all other property sources, and carries it
 * from where it is started to where its bean is made.
 */
final class EmbeddedEtcdPropertySource extends EnumerablePropertySource<EmbeddedEtcd> {

	private static final String NAME = "etcd of the test";

	private static final String PROPERTY = "etcd.endpoints";

	/** Not the test's, but above the system's properties all the same. */
	private static final Set<String> OTHERS = Set.of(NAME, "configurationProperties", "spring.application.json");

	private final boolean shared;

	private EmbeddedEtcdPropertySource(boolean shared) {
		super(NAME, shared ? Shared.SERVER : EmbeddedEtcd.start());
		this.shared = shared;
	}

	/**
	 * Starts a server, unless the test brings its own endpoints along.
	 * @param environment what to add it to
	 * @param shared whether it may be the shared one
	 * @return the server, {@code null} without one
	 */
	static @Nullable EmbeddedEtcdPropertySource addTo(ConfigurableEnvironment environment, boolean shared) {
		if (testHasEndpoints(environment)) {
			return null;
		}
		EmbeddedEtcdPropertySource source = new EmbeddedEtcdPropertySource(shared);
		environment.getPropertySources().addFirst(source);
		return source;
	}

	static @Nullable EmbeddedEtcdPropertySource find(ConfigurableEnvironment environment) {
		return (EmbeddedEtcdPropertySource) environment.getPropertySources().get(NAME);
	}

	static void removeFrom(ConfigurableEnvironment environment) {
		environment.getPropertySources().remove(NAME);
	}

	/**
	 * Takes the place of the one that is there, if any, which ends.
	 * @param environment where
	 */
	void replaceIn(ConfigurableEnvironment environment) {
		EmbeddedEtcdPropertySource other = find(environment);
		if (other != null && other != this) {
			other.close();
		}
		environment.getPropertySources().addFirst(this);
	}

	/** What a test sets comes before the system's properties, all else behind. */
	static boolean testHasEndpoints(ConfigurableEnvironment environment) {
		MutablePropertySources sources = new MutablePropertySources();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
				break;
			}
			if (!OTHERS.contains(source.getName())) {
				sources.addLast(source);
			}
		}
		return new Binder(ConfigurationPropertySources.from(sources)).bind(PROPERTY, Bindable.listOf(String.class))
			.isBound();
	}

	@Override
	public String[] getPropertyNames() {
		return new String[] { PROPERTY };
	}

	@Override
	public @Nullable Object getProperty(String name) {
		return name.equals(PROPERTY) ? endpoint() : null;
	}

	String endpoint() {
		return getSource().endpoint().toString();
	}

	void close() {
		if (!this.shared) {
			getSource().close();
		}
	}

	/** Made when it is needed. */
	private static final class Shared {

		private static final EmbeddedEtcd SERVER = EmbeddedEtcd.start();

	}

}
