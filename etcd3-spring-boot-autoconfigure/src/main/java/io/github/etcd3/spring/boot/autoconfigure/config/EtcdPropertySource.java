/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.StringUtils;

/**
 * Properties from etcd, which are exchanged all at once. Thread-safe.
 */
final class EtcdPropertySource extends EnumerablePropertySource<ConfigLocation> implements OriginLookup<String> {

	private volatile Map<String, OriginTrackedValue> properties;

	EtcdPropertySource(ConfigLocation location, String name, Map<String, OriginTrackedValue> properties) {
		super(name, location);
		this.properties = properties;
	}

	Map<String, OriginTrackedValue> properties() {
		return this.properties;
	}

	void exchange(Map<String, OriginTrackedValue> exchanged) {
		this.properties = Map.copyOf(exchanged);
	}

	@Override
	public String[] getPropertyNames() {
		return StringUtils.toStringArray(this.properties.keySet());
	}

	@Override
	public boolean containsProperty(String name) {
		return this.properties.containsKey(name);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		OriginTrackedValue value = this.properties.get(name);
		return (value != null) ? value.getValue() : null;
	}

	@Override
	public @Nullable Origin getOrigin(String name) {
		OriginTrackedValue value = this.properties.get(name);
		return (value != null) ? value.getOrigin() : null;
	}

}
