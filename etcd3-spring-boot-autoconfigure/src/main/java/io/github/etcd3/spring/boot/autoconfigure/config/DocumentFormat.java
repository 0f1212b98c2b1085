/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * How a document is written, by the extension of its key. YAML and properties may have
 * several documents in one, as in a file.
 */
enum DocumentFormat {

	/** {@code .yml} and {@code .yaml}. */
	YAML("yml", "yaml") {

		@Override
		List<Map<String, Object>> parse(Resource resource, String text) throws IOException {
			return load(new YamlPropertySourceLoader(), resource);
		}

	},

	/** {@code .properties}, in UTF-8. */
	PROPERTIES("properties") {

		@Override
		List<Map<String, Object>> parse(Resource resource, String text) throws IOException {
			return load(new PropertiesPropertySourceLoader(), resource);
		}

	},

	/** {@code .json}: one object. */
	JSON("json") {

		@Override
		List<Map<String, Object>> parse(Resource resource, String text) {
			Map<String, Object> properties = new LinkedHashMap<>();
			JsonParserFactory.getJsonParser()
				.parseMap(text)
				.forEach((name, value) -> flatten(name, value, resource, properties));
			return List.of(properties);
		}

	};

	private final List<String> extensions;

	DocumentFormat(String... extensions) {
		this.extensions = List.of(extensions);
	}

	/**
	 * The format of a key's value.
	 * @param key the key
	 * @return the format, {@code null} if the value is a property
	 */
	static @Nullable DocumentFormat of(String key) {
		String extension = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
		return key.contains(".")
				? Stream.of(values()).filter((format) -> format.extensions.contains(extension)).findFirst().orElse(null)
				: null;
	}

	/**
	 * Parses a value.
	 * @param description says which value it is, for origins and errors
	 * @param text the value
	 * @return the documents in it, the later ones being more important
	 * @throws IOException if it can't be parsed
	 * @throws RuntimeException if it can't be parsed
	 */
	List<Map<String, Object>> parse(String description, String text) throws IOException {
		return parse(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), description) {

			@Override
			public String getDescription() {
				return description;
			}

		}, text);
	}

	abstract List<Map<String, Object>> parse(Resource resource, String text) throws IOException;

	private static List<Map<String, Object>> load(PropertySourceLoader loader, Resource resource) throws IOException {
		return loader.load(resource.getDescription(), resource, StandardCharsets.UTF_8)
			.stream()
			.map((source) -> ((MapPropertySource) source).getSource())
			.toList();
	}

	private static void flatten(String name, @Nullable Object value, Resource resource,
			Map<String, Object> properties) {
		if (value instanceof Map<?, ?> map && !map.isEmpty()) {
			map.forEach((key, nested) -> flatten(name + "." + key, nested, resource, properties));
		}
		else if (value instanceof Collection<?> collection && !collection.isEmpty()) {
			int index = 0;
			for (Object nested : collection) {
				flatten(name + "[" + index + "]", nested, resource, properties);
				index++;
			}
		}
		else {
			// As Spring Boot does for null in a file.
			properties.put(name,
					OriginTrackedValue.of((value != null) ? value : "", new TextResourceOrigin(resource, null)));
		}
	}

}
