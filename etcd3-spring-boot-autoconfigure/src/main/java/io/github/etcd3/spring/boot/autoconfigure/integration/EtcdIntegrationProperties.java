/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.integration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for Spring Integration with etcd.
 *
 * @param enabled Whether Spring Integration, where it is on the class path, gets its
 * locks and leader events from etcd.
 * @param locks The lock registry.
 */
@ConfigurationProperties("etcd.integration")
record EtcdIntegrationProperties(@DefaultValue("true") boolean enabled, @DefaultValue Locks locks) {

	/**
	 * The lock registry.
	 *
	 * @param prefix Prefix of the keys of its locks, for it alone.
	 */
	record Locks(@DefaultValue("integration/locks/") String prefix) {

	}

}
