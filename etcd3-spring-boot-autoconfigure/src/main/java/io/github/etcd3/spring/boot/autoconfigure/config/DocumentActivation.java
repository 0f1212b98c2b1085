/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Map;

import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Tells which documents are active by {@code spring.config.activate}, as Spring Boot does
 * at startup.
 *
 * @param environment has the active profiles
 */
record DocumentActivation(Environment environment) {

	private static final String PREFIX = "spring.config.activate.";

	boolean isActive(Map<String, Object> document) {
		if (document.keySet().stream().noneMatch((name) -> name.startsWith(PREFIX))) {
			return true;
		}
		MapConfigurationPropertySource source = new MapConfigurationPropertySource();
		document.forEach((name, value) -> source.put(name, String.valueOf(value)));
		Binder binder = new Binder(source);
		return binder.bind(PREFIX + "on-profile", String[].class)
			.map((profiles) -> this.environment.acceptsProfiles(Profiles.of(profiles)))
			.orElse(true)
				&& binder.bind(PREFIX + "on-cloud-platform", CloudPlatform.class)
					.map((platform) -> platform.isActive(this.environment))
					.orElse(true);
	}

}
