/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * The port that this application registers: the one that is configured, or the web
 * server's once it has started, since it may have chosen any free one.
 */
final class DiscoveryPort implements IntSupplier, ApplicationListener<WebServerInitializedEvent> {

	private final ApplicationContext context;

	private final @Nullable Integer configured;

	private volatile int started;

	DiscoveryPort(ApplicationContext context, @Nullable Integer configured) {
		this.context = context;
		this.configured = configured;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		// The management server's event comes here too, from a context below.
		if (event.getApplicationContext() == this.context) {
			this.started = event.getWebServer().getPort();
		}
	}

	@Override
	public int getAsInt() {
		return (this.configured != null) ? this.configured : Math.max(this.started, 0);
	}

}
