/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * Puts what was read anew into the environment.
 */
final class ConfigChanges {

	private final ConfigurableEnvironment environment;

	ConfigChanges(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/** What was imported. */
	List<ConfigLocation> locations() {
		return this.environment.getPropertySources()
			.stream()
			.filter(EtcdPropertySource.class::isInstance)
			.map((source) -> ((EtcdPropertySource) source).getSource())
			.distinct()
			.toList();
	}

	/**
	 * Exchanges a location's properties.
	 * @return the names of those that changed
	 */
	Set<String> apply(ConfigLocation location, ConfigContent content) {
		// Looked up each time: Spring Cloud's refresh makes others.
		List<EtcdPropertySource> sources = this.environment.getPropertySources()
			.stream()
			.filter(EtcdPropertySource.class::isInstance)
			.map(EtcdPropertySource.class::cast)
			.filter((source) -> source.getSource().equals(location))
			.toList();
		if (sources.isEmpty()) {
			return Set.of();
		}
		Map<String, OriginTrackedValue> before = new LinkedHashMap<>();
		for (int index = sources.size() - 1; index >= 0; index--) {
			before.putAll(sources.get(index).properties());
		}
		Map<String, OriginTrackedValue> after = content.merged(this::isActive);
		// The first wins over the others: from here on all is new at once.
		sources.get(0).exchange(after);
		sources.subList(1, sources.size()).forEach((source) -> source.exchange(Map.of()));
		return changed(before, after);
	}

	private static Set<String> changed(Map<String, OriginTrackedValue> before, Map<String, OriginTrackedValue> after) {
		Set<String> names = new HashSet<>(before.keySet());
		names.addAll(after.keySet());
		names.removeIf((name) -> Objects.equals(before.get(name), after.get(name)));
		return names;
	}

	/** By the rules of Boot, which has read them only once. */
	private boolean isActive(ConfigContent.Document document) {
		String profiles = text(document, "on-profile");
		if (profiles != null && !this.environment
			.acceptsProfiles(Profiles.of(StringUtils.commaDelimitedListToStringArray(profiles)))) {
			return false;
		}
		String platform = text(document, "on-cloud-platform");
		CloudPlatform active = CloudPlatform.getActive(this.environment);
		return platform == null || (active != null && active.name().equalsIgnoreCase(platform.replace('-', '_')));
	}

	private static @Nullable String text(ConfigContent.Document document, String condition) {
		OriginTrackedValue value = document.properties().get("spring.config.activate." + condition);
		return (value != null) ? String.valueOf(value.getValue()) : null;
	}

}
