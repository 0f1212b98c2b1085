/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Configuration properties for the actuator's endpoint.
 *
 * @param showValues When to show the metadata of registrations unsanitised.
 * @param roles Roles of whom the metadata are shown to when authorized; any authenticated
 * user if empty.
 * @param resign The write operation that hands leadership over.
 */
@ConfigurationProperties("etcd.endpoint")
record EtcdEndpointProperties(@DefaultValue("never") Show showValues, @DefaultValue Set<String> roles,
		@DefaultValue Resign resign) {

	/**
	 * The write operation that hands leadership over.
	 *
	 * @param enabled Whether the endpoint can make this application resign.
	 * @param timeout How long a request waits for the resignation, which then goes on
	 * without it.
	 */
	record Resign(@DefaultValue("false") boolean enabled, @DefaultValue("10s") Duration timeout) {

	}

}
