/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for configuration that is kept in etcd.
 *
 * @param enabled Whether spring.config.import reads what begins with 'etcd:'; if not,
 * such imports are empty.
 * @param refresh What becomes of changes while the application runs.
 */
@ConfigurationProperties("etcd.config")
record EtcdConfigProperties(@DefaultValue("true") boolean enabled, @DefaultValue Refresh refresh) {

	/**
	 * What becomes of changes while the application runs.
	 *
	 * @param enabled Whether changes in etcd are taken over while the application runs.
	 */
	record Refresh(@DefaultValue("true") boolean enabled) {

	}

}
