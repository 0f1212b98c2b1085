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
 * Properties from etcd, as they are now. All sources of one import change at once.
 */
final class EtcdPropertySource extends EnumerablePropertySource<ImportedConfig> implements OriginLookup<String> {

	private final String part;

	EtcdPropertySource(String name, ImportedConfig imported, String part) {
		super(name, imported);
		this.part = part;
	}

	String part() {
		return this.part;
	}

	Map<String, Object> properties() {
		return getSource().properties(this.part);
	}

	@Override
	public String[] getPropertyNames() {
		return StringUtils.toStringArray(properties().keySet());
	}

	@Override
	public boolean containsProperty(String name) {
		return properties().containsKey(name);
	}

	@Override
	public @Nullable Object getProperty(String name) {
		Object value = properties().get(name);
		return (value instanceof OriginTrackedValue tracked) ? tracked.getValue() : value;
	}

	@Override
	public @Nullable Origin getOrigin(String name) {
		return Origin.from(properties().get(name));
	}

}
