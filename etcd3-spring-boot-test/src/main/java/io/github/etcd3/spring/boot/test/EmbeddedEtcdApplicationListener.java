/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.support.EnvironmentPostProcessorApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.SmartApplicationListener;

import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;

/**
 * Starts the server of a test before configuration files are read, so that
 * {@code spring.config.import} can read from it. Each application has a listener of its
 * own.
 */
final class EmbeddedEtcdApplicationListener implements SmartApplicationListener {

	private @Nullable EmbeddedEtcdPropertySource server;

	@Override
	public boolean supportsEventType(Class<? extends ApplicationEvent> type) {
		return ApplicationEnvironmentPreparedEvent.class.isAssignableFrom(type)
				|| ApplicationFailedEvent.class.isAssignableFrom(type);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
			start(prepared);
		}
		else if (this.server != null) {
			// The context closes it, but there may be none yet.
			this.server.close();
		}
	}

	private void start(ApplicationEnvironmentPreparedEvent event) {
		// Of an application that a test starts, this is the test's class.
		Class<?> testClass = event.getSpringApplication().getMainApplicationClass();
		AutoConfigureEmbeddedEtcd settings = (testClass != null) ? EmbeddedEtcdContextCustomizer.settings(testClass)
				: null;
		if (settings != null) {
			EmbeddedEtcdPropertySource server = EmbeddedEtcdPropertySource.addTo(event.getEnvironment(),
					settings.shared());
			this.server = server;
			if (server != null) {
				// It has no user and no TLS, whatever the application's properties say.
				EtcdConnectionDetails details = () -> List.of(server.endpoint());
				event.getBootstrapContext().registerIfAbsent(EtcdConnectionDetails.class, (bootstrap) -> details);
			}
		}
	}

	/** Behind the properties of the test, and before those of files. */
	@Override
	public int getOrder() {
		return EnvironmentPostProcessorApplicationListener.DEFAULT_ORDER - 1;
	}

}
