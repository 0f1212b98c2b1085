/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for what is imported from etcd.
 *
 * @param enabled Whether 'spring.config.import' reads locations that begin with 'etcd:';
 * skipped if not.
 * @param refresh Changes of what was imported.
 */
@ConfigurationProperties("etcd.config")
record EtcdConfigProperties(@DefaultValue("true") boolean enabled, @DefaultValue Refresh refresh) {

	/**
	 * Changes of what was imported.
	 *
	 * @param enabled Whether changes in etcd are taken over while the application runs.
	 */
	record Refresh(@DefaultValue("true") boolean enabled) {

	}

}
