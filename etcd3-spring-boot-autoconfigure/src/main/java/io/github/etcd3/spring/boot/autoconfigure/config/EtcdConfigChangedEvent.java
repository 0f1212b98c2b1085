/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Set;

/**
 * Configuration that was imported from etcd has changed, and the environment shows it.
 * Published to the listeners of the application context on a thread of its own, one event
 * after the other; where there is Spring Cloud Context, once beans are bound and
 * refreshed.
 *
 * @param location the location whose keys have changed, such as
 * {@code etcd:/config/shop/}
 * @param names the names of the properties that were added, changed or removed there;
 * immutable, not empty. Whether another property source with the same property is more
 * important, the environment knows
 * @param revision the revision of etcd that the environment shows
 */
public record EtcdConfigChangedEvent(String location, Set<String> names, long revision) {

	/**
	 * Copies the names.
	 */
	public EtcdConfigChangedEvent {
		names = Set.copyOf(names);
	}

}
