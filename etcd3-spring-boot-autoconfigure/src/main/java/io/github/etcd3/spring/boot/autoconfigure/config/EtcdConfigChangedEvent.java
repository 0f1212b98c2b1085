/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Set;

/**
 * Properties that were imported from etcd have changed there, and in the environment: it
 * has the new values already. Published in the application context, one after another, on
 * a thread where a listener may block, which holds up only later changes. Properties
 * whose values another property source overrides are told as well.
 *
 * @param location what was imported, such as {@code etcd:/config/shop/}
 * @param keys the names of the properties that have another value, are new or are gone;
 * not empty
 */
public record EtcdConfigChangedEvent(String location, Set<String> keys) {

	/**
	 * Copies the names.
	 */
	public EtcdConfigChangedEvent {
		keys = Set.copyOf(keys);
	}

}
