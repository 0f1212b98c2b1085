/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.EnumerablePropertySource;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * Reads locations from etcd. Thread-safe.
 */
final class ConfigReader {

	private final EtcdKvTemplate kv;

	ConfigReader(EtcdCalls calls) {
		this.kv = EtcdKvTemplate.builder(calls).build();
	}

	/**
	 * Reads a location.
	 * @throws io.github.etcd3.spring.EtcdException if etcd can't be asked
	 * @throws EtcdConfigException if a document is broken
	 */
	ConfigContent read(ConfigLocation location) {
		Map<String, EtcdEntry<byte[]>> found = new LinkedHashMap<>();
		long newest = -1;
		for (String letters : location.watched()) {
			List<EtcdEntry<byte[]>> entries = this.kv.startingWith(letters).list(byte[].class);
			// Of the first read only: a later one knows of later changes.
			newest = (newest < 0) ? entries.stream().mapToLong(EtcdEntry::modRevision).max().orElse(0) : newest;
			entries.forEach((entry) -> found.put(entry.key(), entry));
		}
		List<ConfigContent.Document> documents = new ArrayList<>();
		List<String> keys = location.isPrefix() ? location.documentKeys() : List.of(location.documentKey());
		for (String key : keys) {
			EtcdEntry<byte[]> entry = found.remove(key);
			if (entry != null) {
				documents.addAll(documents(location, entry));
			}
		}
		return new ConfigContent(newest, documents, location.isPrefix() ? properties(location, found) : Map.of());
	}

	private static List<ConfigContent.Document> documents(ConfigLocation location, EtcdEntry<byte[]> entry) {
		String origin = origin(entry).toString();
		List<EnumerablePropertySource<?>> parts;
		try {
			parts = DocumentType.of(entry.key()).orElseThrow().parse(origin, text(entry));
		}
		catch (IllegalArgumentException ex) {
			throw broken(entry, ex);
		}
		List<ConfigContent.Document> documents = new ArrayList<>();
		for (EnumerablePropertySource<?> part : parts) {
			Map<String, OriginTrackedValue> properties = new LinkedHashMap<>();
			for (String name : part.getPropertyNames()) {
				properties.put(name, OriginTrackedValue.of(part.getProperty(name), OriginLookup.getOrigin(part, name)));
			}
			documents.add(new ConfigContent.Document(
					location + ", document " + documents.size() + " of " + EtcdCall.shown(entry.key()), properties));
		}
		return documents;
	}

	private static Map<String, OriginTrackedValue> properties(ConfigLocation location,
			Map<String, EtcdEntry<byte[]>> entries) {
		Map<String, OriginTrackedValue> properties = new LinkedHashMap<>();
		entries.values()
			.stream()
			.filter((entry) -> entry.key().startsWith(location.propertiesPrefix()))
			.forEach((entry) -> {
				Optional<String> name = location.property(entry.key());
				name.ifPresent(
						(property) -> properties.put(property, OriginTrackedValue.of(value(entry), origin(entry))));
			});
		return properties;
	}

	private static String text(EtcdEntry<byte[]> entry) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(entry.value())).toString();
		}
		catch (CharacterCodingException ex) {
			throw new IllegalArgumentException("it is not text in UTF-8", ex);
		}
	}

	/** As with Boot's config trees: files tend to end in a newline. */
	private static String value(EtcdEntry<byte[]> entry) {
		String text;
		try {
			text = text(entry);
		}
		catch (IllegalArgumentException ex) {
			throw broken(entry, ex);
		}
		return text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
	}

	private static EtcdConfigException broken(EtcdEntry<byte[]> entry, IllegalArgumentException problem) {
		return new EtcdConfigException(
				"What is kept at the " + origin(entry) + " can't be read as configuration: " + problem.getMessage(),
				"Mend it, such as by etcdctl put.", problem);
	}

	private static EtcdOrigin origin(EtcdEntry<byte[]> entry) {
		return new EtcdOrigin(entry.key(), entry.modRevision());
	}

	private record EtcdOrigin(String key, long revision) implements Origin {

		@Override
		public String toString() {
			return "etcd key '" + EtcdCall.shown(this.key) + "' at revision " + this.revision;
		}

	}

}
