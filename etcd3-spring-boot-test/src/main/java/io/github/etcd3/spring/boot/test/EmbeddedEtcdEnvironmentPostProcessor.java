/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts the server of a test before configuration files are read, so that
 * {@code spring.config.import} can read from it.
 */
final class EmbeddedEtcdEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		// Of an application that a test starts, this is the test's class.
		Class<?> testClass = application.getMainApplicationClass();
		AutoConfigureEmbeddedEtcd settings = (testClass != null) ? EmbeddedEtcdContextCustomizer.settings(testClass)
				: null;
		if (settings != null) {
			EmbeddedEtcdPropertySource server = EmbeddedEtcdPropertySource.addTo(environment, settings.shared());
			if (server != null) {
				// The context would close it, but there may be none yet.
				application.addListeners((ApplicationListener<ApplicationFailedEvent>) (event) -> server.close());
			}
		}
	}

	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER - 1;
	}

}
