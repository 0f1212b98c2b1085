/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.EtcdCall;

/**
 * What a location names: all keys under a prefix, or one key with a document.
 *
 * @param path the prefix with its slash at the end, or the key
 * @param document whether it is a key with a document
 */
record ConfigTarget(String path, boolean document) {

	static final String SCHEME = "etcd:";

	static ConfigTarget of(ConfigDataLocation location) {
		String path = location.getNonPrefixedValue(SCHEME);
		if (path.contains(";")) {
			throw invalid(location, "has a semicolon", "List several locations with commas between them.");
		}
		if (path.startsWith("//")) {
			throw invalid(location, "looks like a URL",
					"Name the key or the prefix alone, as in etcd:/config/shop/; endpoints are set by etcd.endpoints.");
		}
		if (!StringUtils.hasText(path) || path.equals("/")) {
			throw invalid(location, "names no prefix, and would read every key of etcd",
					"Name a prefix, such as etcd:/config/shop/, or a document, such as etcd:/config/shop.yml.");
		}
		if (DocumentFormat.of(path) != null) {
			return new ConfigTarget(path, true);
		}
		return new ConfigTarget(path.endsWith("/") ? path : path + "/", false);
	}

	private static EtcdConfigException invalid(ConfigDataLocation location, String what, String remedy) {
		String origin = (location.getOrigin() != null) ? " (set in " + location.getOrigin() + ")" : "";
		return new EtcdConfigException("The location '" + EtcdCall.shown(location.toString()) + "'" + origin
				+ " of spring.config.import " + what + ", which can't work.", remedy, null);
	}

	/**
	 * {@code shop-prod.yml} for {@code shop.yml}, and {@code shop,prod/} for
	 * {@code shop/}.
	 */
	ConfigTarget forProfile(String profile) {
		int end = this.document ? this.path.lastIndexOf('.') : this.path.length() - 1;
		return new ConfigTarget(
				this.path.substring(0, end) + (this.document ? "-" : ",") + profile + this.path.substring(end),
				this.document);
	}

	/** The key as etcd has it. */
	String absolute(String key) {
		return this.document ? this.path : this.path + key;
	}

	/**
	 * Which profile a document under a prefix is for: that of
	 * {@code application-<profile>}.
	 */
	static @Nullable String profileOf(String key) {
		String name = key.substring(key.lastIndexOf('/') + 1);
		String start = "application-";
		return name.startsWith(start) ? name.substring(start.length(), name.lastIndexOf('.')) : null;
	}

	@Override
	public String toString() {
		return SCHEME + EtcdCall.shown(this.path);
	}

}
