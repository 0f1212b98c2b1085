/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;

/**
 * What is imported together: a prefix or the key of a document, for all profiles or one.
 *
 * @param path the prefix, with a slash at its end, or the key
 * @param profile the profile, {@code null} for what counts for all
 */
record ConfigLocation(String path, @Nullable String profile) {

	static final String PREFIX = "etcd:";

	/** As in a directory of files. */
	private static final String APPLICATION = "application";

	/**
	 * Reads a location.
	 * @param location with {@code etcd:} before it
	 * @throws EtcdConfigException if it names nothing that could be read
	 */
	static ConfigLocation parse(String location) {
		String path = location.substring(PREFIX.length());
		if (!path.isBlank() && (path.endsWith("/") || DocumentType.of(path).isPresent())) {
			return new ConfigLocation(path, null);
		}
		throw new EtcdConfigException(
				"The location '" + EtcdCall.shown(location) + "' of spring.config.import is not valid.",
				"Name a prefix with a slash at its end, such as etcd:/config/shop/, or the key of a document that ends"
						+ " in .yml, .yaml, .json or .properties, such as etcd:/config/shop.yml.",
				null);
	}

	ConfigLocation forProfile(String name) {
		return new ConfigLocation(this.path, name);
	}

	boolean isPrefix() {
		return this.path.endsWith("/");
	}

	/** The key of the only document, where this is no prefix. */
	String documentKey() {
		DocumentType type = DocumentType.of(this.path).orElseThrow();
		String name = this.path.substring(0, this.path.length() - type.extension().length());
		return name + suffix() + type.extension();
	}

	/** Below which each key is a property, where this is a prefix. */
	String propertiesPrefix() {
		return (this.profile != null) ? this.path.substring(0, this.path.length() - 1) + "," + this.profile + "/"
				: this.path;
	}

	/** The documents that count, in ascending priority, where this is a prefix. */
	List<String> documentKeys() {
		return List.of(DocumentType.values())
			.stream()
			.map((type) -> this.path + APPLICATION + suffix() + type.extension())
			.toList();
	}

	private String suffix() {
		return (this.profile != null) ? "-" + this.profile : "";
	}

	/**
	 * The property that a key below {@link #propertiesPrefix()} is.
	 * @return empty for documents, of whichever profile
	 */
	Optional<String> property(String key) {
		String name = key.substring(propertiesPrefix().length());
		boolean document = name.startsWith(APPLICATION) && name.indexOf('/') < 0 && DocumentType.of(name).isPresent();
		return (name.isEmpty() || document) ? Optional.empty() : Optional.of(name.replace('/', '.'));
	}

	/** With what all its keys begin. */
	List<String> watched() {
		if (!isPrefix()) {
			return List.of(documentKey());
		}
		return (this.profile != null) ? List.of(this.path + APPLICATION + suffix(), propertiesPrefix())
				: List.of(this.path);
	}

	@Override
	public String toString() {
		return PREFIX + EtcdCall.shown(this.path)
				+ ((this.profile != null) ? " for the profile '" + EtcdCall.shown(this.profile) + "'" : "");
	}

}
