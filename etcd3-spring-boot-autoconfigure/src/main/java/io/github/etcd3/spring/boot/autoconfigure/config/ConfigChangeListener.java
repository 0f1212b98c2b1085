/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

/**
 * Is told what has changed in the environment, before the application is.
 */
@FunctionalInterface
interface ConfigChangeListener {

	void changed(EtcdConfigChangedEvent event);

}
