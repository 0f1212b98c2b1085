/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.List;
import java.util.Objects;

import io.etcd.jetcd.Client;
import org.apache.commons.logging.Log;

import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;
import io.github.etcd3.spring.boot.autoconfigure.EtcdProperties;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;

/**
 * Connects to etcd before there is an application context: by what was registered in the
 * bootstrap context (a {@link Client}, or {@link EtcdConnectionDetails}), or else by the
 * properties that are known by then. All imports share the client, which ends with the
 * bootstrap context; the application has another one.
 */
final class BootstrapConnection {

	private static final boolean EMBEDDED = ClassUtils.isPresent("io.github.etcd3.embedded.EmbeddedEtcd",
			BootstrapConnection.class.getClassLoader());

	private BootstrapConnection() {
	}

	static ConfigReader open(Binder binder, ConfigurableBootstrapContext bootstrap, Log logger) {
		EtcdProperties properties = binder.bindOrCreate("etcd", EtcdProperties.class);
		if (bootstrap.isRegistered(Client.class)) {
			Client client = Objects.requireNonNull(bootstrap.get(Client.class));
			return new ConfigReader(() -> EtcdCalls.of(client, properties.requestTimeout()), (calls) -> {
			});
		}
		EtcdClientFactory factory = new EtcdClientFactory(
				properties.clientSettings(details(properties, binder, bootstrap, logger)), List.of());
		ConfigReader reader = new ConfigReader(() -> EtcdCalls.of(factory.create(), properties.requestTimeout()),
				(calls) -> calls.client().close());
		bootstrap.addCloseListener((event) -> reader.close());
		return reader;
	}

	private static EtcdConnectionDetails details(EtcdProperties properties, Binder binder,
			ConfigurableBootstrapContext bootstrap, Log logger) {
		if (bootstrap.isRegistered(EtcdConnectionDetails.class)) {
			return Objects.requireNonNull(bootstrap.get(EtcdConnectionDetails.class));
		}
		boolean endpoints = binder.bind("etcd.endpoints", Bindable.listOf(String.class)).isBound();
		if (!endpoints && EMBEDDED && !Boolean.FALSE.equals(properties.embedded().enabled())) {
			if (properties.embedded().enabled() == null) {
				throw new EtcdConfigException.Unavailable(
						"spring.config.import is to read from etcd, and nobody says where etcd is: "
								+ "etcd.endpoints is not set.",
						"""
								Set etcd.endpoints to the client URLs of your etcd, in a place that is read before the import \
								(a file's properties are not known to an import on the command line). \
								The etcd inside the JVM (etcd3-embedded) starts before the application only with \
								etcd.embedded.enabled=true, and has no keys then: prefix the location with 'optional:'.""",
						null);
			}
			return BootstrapEmbeddedEtcd.start(properties.embedded().port(), bootstrap, logger);
		}
		boolean bundle = properties.ssl().bundle() != null && StringUtils.hasText(properties.ssl().bundle());
		return EtcdConnectionDetails.of(properties, bundle ? BootstrapSslBundles.bind(binder) : null);
	}

}
