/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * Names the property that can't work, its value, where it was set and what is allowed.
 */
final class InvalidEtcdSettingFailureAnalyzer extends AbstractFailureAnalyzer<InvalidEtcdSettingException> {

	private final @Nullable Environment environment;

	InvalidEtcdSettingFailureAnalyzer(@Nullable Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidEtcdSettingException cause) {
		String name = "etcd." + cause.getSetting();
		StringBuilder description = new StringBuilder("The property '" + EtcdCall.shown(name) + "' ");
		Object value = cause.getValue();
		description.append(
				(value != null) ? "has the value '" + EtcdCall.shown(value.toString()) + "'" : "is missing or empty");
		ConfigurationProperty property = find(name);
		if (property != null && property.getOrigin() != null) {
			description.append(" (set in ").append(property.getOrigin()).append(")");
		}
		description.append(", which can't work.");
		return new FailureAnalysis(description.toString(), cause.getRequirement(), cause);
	}

	/** Finds the property or, for an element of a list in one line, the list. */
	private @Nullable ConfigurationProperty find(String name) {
		ConfigurationProperty property = lookUp(name);
		return (property == null && name.endsWith("]")) ? lookUp(name.substring(0, name.lastIndexOf('['))) : property;
	}

	private @Nullable ConfigurationProperty lookUp(String text) {
		ConfigurationPropertyName name = ConfigurationPropertyName.ofIfValid(text);
		if (name == null || !(this.environment instanceof ConfigurableEnvironment configurable)) {
			return null;
		}
		for (ConfigurationPropertySource source : ConfigurationPropertySources
			.from(configurable.getPropertySources())) {
			ConfigurationProperty property = source.getConfigurationProperty(name);
			if (property != null) {
				return property;
			}
		}
		return null;
	}

}
