/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.List;
import java.util.Map;

import io.etcd.jetcd.Client;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.ssl.JksSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PemSslBundleProperties;
import org.springframework.boot.autoconfigure.ssl.PropertiesSslBundle;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.ClassUtils;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.boot.autoconfigure.BootstrapEtcd;
import io.github.etcd3.spring.boot.autoconfigure.ClientConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;
import io.github.etcd3.spring.boot.autoconfigure.EtcdProperties;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;

/**
 * Connects in the time before there are beans, by the properties that are known then. All
 * imports share a client, which is closed when the beans have another. Who reads again
 * later, as Spring Cloud's refresh does, has a client for each location.
 */
final class BootstrapConnection implements AutoCloseable {

	private final EtcdProperties properties;

	private final EtcdConnectionDetails details;

	private @Nullable Client client;

	private @Nullable EtcdException failure;

	private boolean closed;

	private BootstrapConnection(EtcdProperties properties, EtcdConnectionDetails details) {
		this.properties = properties;
		this.details = details;
	}

	static BootstrapConnection open(Binder binder, ConfigurableBootstrapContext bootstrap) {
		EtcdProperties properties = binder.bindOrCreate("etcd", EtcdProperties.class);
		boolean endpoints = binder.bind("etcd.endpoints", Bindable.listOf(String.class)).isBound();
		boolean embedded = !Boolean.FALSE.equals(properties.embedded().enabled()) && !endpoints
				&& ClassUtils.isPresent("io.github.etcd3.embedded.EmbeddedEtcd", null);
		BootstrapConnection connection = new BootstrapConnection(properties,
				embedded ? BootstrapEtcd.start(properties, bootstrap)
						: ClientConfiguration.details(properties, bundles(binder)));
		bootstrap.addCloseListener((event) -> connection.close());
		return connection;
	}

	/** As SslAutoConfiguration will have them. */
	private static SslBundles bundles(Binder binder) {
		DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();
		binder.bind("spring.ssl.bundle.pem", Bindable.mapOf(String.class, PemSslBundleProperties.class))
			.orElseGet(Map::of)
			.forEach((name, bundle) -> registry.registerBundle(name, PropertiesSslBundle.get(bundle)));
		binder.bind("spring.ssl.bundle.jks", Bindable.mapOf(String.class, JksSslBundleProperties.class))
			.orElseGet(Map::of)
			.forEach((name, bundle) -> registry.registerBundle(name, PropertiesSslBundle.get(bundle)));
		return registry;
	}

	/**
	 * Reads a location.
	 * @throws io.github.etcd3.spring.EtcdException if etcd can't be asked
	 * @throws EtcdConfigException if a document is broken
	 */
	synchronized ConfigContent read(ConfigLocation location) {
		if (this.closed) {
			try (Client once = connect()) {
				return read(location, once);
			}
		}
		if (this.failure != null) {
			throw this.failure;
		}
		if (this.client == null) {
			this.client = connect();
		}
		try {
			return read(location, this.client);
		}
		catch (EtcdException ex) {
			// The start need not wait for each optional location.
			this.failure = ex;
			throw ex;
		}
	}

	private ConfigContent read(ConfigLocation location, Client connected) {
		return new ConfigReader(EtcdCalls.of(connected, this.properties.requestTimeout())).read(location);
	}

	private Client connect() {
		return new EtcdClientFactory(ClientConfiguration.settings(this.properties, this.details), List.of()).create();
	}

	List<String> endpoints() {
		return this.details.getEndpoints();
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.client != null) {
			this.client.close();
			this.client = null;
		}
	}

}
