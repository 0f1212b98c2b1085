/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts properties above others, as property sources do: a list takes the place of a list.
 */
final class PropertyMerge {

	private PropertyMerge() {
	}

	static void addTo(Map<String, Object> properties, Map<String, Object> more) {
		Set<String> lists = more.keySet().stream().map(PropertyMerge::list).collect(Collectors.toSet());
		properties.keySet().removeIf((name) -> name.indexOf('[') > 0 && lists.contains(list(name)));
		properties.putAll(more);
	}

	private static String list(String name) {
		int index = name.indexOf('[');
		return (index > 0) ? name.substring(0, index) : name;
	}

}
