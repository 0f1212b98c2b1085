/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * A setting that can't work. It is thrown when the settings are made, before anything is
 * connected.
 */
public class InvalidEtcdSettingException extends IllegalArgumentException {

	private final String setting;

	private final @Nullable Object value;

	private final String requirement;

	/**
	 * Creates an exception.
	 * @param setting the setting's name relative to {@code etcd}, in kebab case, such as
	 * {@code endpoints[0]}
	 * @param value the offending value, {@code null} where it is missing or secret
	 * @param requirement what is allowed, as a sentence
	 */
	public InvalidEtcdSettingException(String setting, @Nullable Object value, String requirement) {
		super("etcd." + EtcdCall.shown(setting)
				+ ((value != null) ? " = '" + EtcdCall.shown(value.toString()) + "'" : "") + " is not valid: "
				+ requirement);
		this.setting = setting;
		this.value = value;
		this.requirement = requirement;
	}

	/**
	 * The setting's name relative to {@code etcd}.
	 * @return the name in kebab case
	 */
	public String getSetting() {
		return this.setting;
	}

	/**
	 * The offending value.
	 * @return the value, {@code null} where it is missing or secret
	 */
	public @Nullable Object getValue() {
		return this.value;
	}

	/**
	 * What is allowed.
	 * @return a sentence
	 */
	public String getRequirement() {
		return this.requirement;
	}

}
