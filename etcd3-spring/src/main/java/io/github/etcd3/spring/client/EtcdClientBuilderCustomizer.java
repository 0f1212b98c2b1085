/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import io.etcd.jetcd.ClientBuilder;

/**
 * Changes jetcd's builder after the settings were applied and before the client is built.
 * It runs again whenever the client is rebuilt, so it must give the same result each
 * time.
 */
@FunctionalInterface
public interface EtcdClientBuilderCustomizer {

	/**
	 * Changes the builder.
	 * @param builder the builder with all settings applied
	 */
	void customize(ClientBuilder builder);

}
