/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.List;
import java.util.Objects;

import org.apache.commons.logging.Log;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.bootstrap.BootstrapContextClosedEvent;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;

/**
 * The etcd inside the JVM, where configuration is read from it: it starts before the
 * application context, and then is its bean, which is destroyed last.
 */
final class BootstrapEmbeddedEtcd {

	private static final String BEAN = "embeddedEtcd";

	private BootstrapEmbeddedEtcd() {
	}

	static EtcdConnectionDetails start(int port, ConfigurableBootstrapContext bootstrap, Log logger) {
		if (!bootstrap.isRegistered(EmbeddedEtcd.class)) {
			EmbeddedEtcd started = EmbeddedEtcd.builder().port(port).start();
			logger.info("No etcd.endpoints are set: using the etcd inside this JVM, at " + started.endpoint());
			bootstrap.register(EmbeddedEtcd.class, (context) -> started);
		}
		EmbeddedEtcd etcd = Objects.requireNonNull(bootstrap.get(EmbeddedEtcd.class));
		bootstrap.addCloseListener((event) -> handOver(etcd, event));
		return () -> List.of(etcd.endpoint().toString());
	}

	private static void handOver(EmbeddedEtcd etcd, BootstrapContextClosedEvent event) {
		if (event.getApplicationContext().getBeanFactory() instanceof DefaultListableBeanFactory beans) {
			beans.registerSingleton(BEAN, etcd);
			// What is registered first is destroyed last.
			beans.registerDisposableBean(BEAN, etcd::close);
		}
	}

}
