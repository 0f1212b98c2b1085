/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.springframework.boot.context.config.ConfigDataResource;

/**
 * A location that is to be imported.
 */
final class EtcdConfigDataResource extends ConfigDataResource {

	private final ConfigLocation location;

	private final boolean mayBeMissing;

	/**
	 * Creates a resource.
	 * @param mayBeMissing whether the application starts without it
	 */
	EtcdConfigDataResource(ConfigLocation location, boolean mayBeMissing) {
		super(mayBeMissing);
		this.location = location;
		this.mayBeMissing = mayBeMissing;
	}

	ConfigLocation location() {
		return this.location;
	}

	boolean mayBeMissing() {
		return this.mayBeMissing;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof EtcdConfigDataResource resource && this.location.equals(resource.location);
	}

	@Override
	public int hashCode() {
		return this.location.hashCode();
	}

	@Override
	public String toString() {
		return this.location.toString();
	}

}
