/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.util.ReflectionUtils;

/**
 * Metadata as names and sanitised values: those of maps and records. Of other types
 * nothing is known, so nothing is shown.
 */
final class Metadata {

	private final Sanitizer sanitizer;

	private final boolean shown;

	private final Map<String, Object> result = new LinkedHashMap<>();

	private Metadata(Sanitizer sanitizer, boolean shown) {
		this.sanitizer = sanitizer;
		this.shown = shown;
	}

	static Map<String, Object> of(@Nullable Object metadata, Sanitizer sanitizer, boolean shown) {
		Metadata read = new Metadata(sanitizer, shown);
		read.add("", metadata);
		return read.result;
	}

	private void add(String name, @Nullable Object value) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, entry) -> add(below(name, String.valueOf(key)), entry));
		}
		else if (value instanceof Record) {
			for (RecordComponent component : value.getClass().getRecordComponents()) {
				Method accessor = component.getAccessor();
				ReflectionUtils.makeAccessible(accessor);
				add(below(name, component.getName()), ReflectionUtils.invokeMethod(accessor, value));
			}
		}
		else if (value != null && !name.isEmpty()) {
			Object text = this.sanitizer.sanitize(new SanitizableData(null, name, value.toString()), this.shown);
			this.result.put(name, String.valueOf(text));
		}
	}

	private static String below(String name, String part) {
		return name.isEmpty() ? part : name + "." + part;
	}

}
