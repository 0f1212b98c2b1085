/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;

/**
 * Has Spring Cloud bind configuration properties again, and make the beans of the refresh
 * scope anew.
 */
final class CloudConfigChange implements ConfigChangeListener {

	private final ApplicationContext context;

	private final ObjectProvider<RefreshScope> scope;

	CloudConfigChange(ApplicationContext context, ObjectProvider<RefreshScope> scope) {
		this.context = context;
		this.scope = scope;
	}

	@Override
	public void changed(EtcdConfigChangedEvent event) {
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, event.names()));
		this.scope.ifAvailable(RefreshScope::refreshAll);
	}

}
