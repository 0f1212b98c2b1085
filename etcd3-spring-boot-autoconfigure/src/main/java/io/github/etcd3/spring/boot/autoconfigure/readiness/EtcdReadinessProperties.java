/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for readiness.
 *
 * @param enabled Whether the application refuses traffic while etcd can't be used.
 * @param require What the application can't work without.
 * @param grace How long etcd may be unusable before traffic is refused; not until it was
 * usable for the first time.
 * @param interval How often to look.
 */
@ConfigurationProperties("etcd.readiness")
record EtcdReadinessProperties(@DefaultValue("false") boolean enabled, @DefaultValue("connection") Requirement require,
		@DefaultValue("15s") Duration grace, @DefaultValue("5s") Duration interval) {

	/**
	 * What an application can't work without.
	 */
	enum Requirement {

		/**
		 * A linearizable read succeeds: there is a connection, and a majority.
		 */
		CONNECTION,

		/**
		 * There is a valid session, on which locks, leadership and registrations hang.
		 */
		SESSION

	}

}
