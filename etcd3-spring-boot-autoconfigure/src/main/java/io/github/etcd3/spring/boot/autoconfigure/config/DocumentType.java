/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * How the properties of a document are written. In the order in which one wins over the
 * other.
 */
enum DocumentType {

	YAML, YML,

	/** Which is YAML, too. */
	JSON,

	PROPERTIES;

	/** The type of a key, by what it ends in. */
	static Optional<DocumentType> of(String key) {
		return Arrays.stream(values()).filter((type) -> key.endsWith(type.extension())).findFirst();
	}

	/** With its dot. */
	String extension() {
		return "." + name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Reads a document.
	 * @param origin where it was found
	 * @return its parts, in ascending priority
	 * @throws IllegalArgumentException if it is broken
	 */
	List<EnumerablePropertySource<?>> parse(String origin, String text) {
		PropertySourceLoader loader = (this == PROPERTIES) ? new PropertiesPropertySourceLoader()
				: new YamlPropertySourceLoader();
		try {
			List<PropertySource<?>> parts = loader.load(origin, new Document(origin, text));
			parts.forEach((part) -> requireNames(part, text));
			return parts.stream().<EnumerablePropertySource<?>>map(EnumerablePropertySource.class::cast).toList();
		}
		catch (IOException | RuntimeException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	/** Boot gives the name "document" to what has none. */
	private static void requireNames(PropertySource<?> part, String text) {
		String[] names = ((EnumerablePropertySource<?>) part).getPropertyNames();
		if (names.length > 0 && !text.contains("document")
				&& Arrays.stream(names).allMatch((name) -> name.startsWith("document"))) {
			throw new IllegalArgumentException("it has values, but no names for them");
		}
	}

	private static final class Document extends ByteArrayResource {

		Document(String origin, String text) {
			super(text.getBytes(StandardCharsets.UTF_8), origin);
		}

		@Override
		public String getFilename() {
			return "document";
		}

		@Override
		public String getDescription() {
			return super.getDescription().replaceFirst("^Byte array resource \\[(.*)]$", "$1");
		}

	}

}
