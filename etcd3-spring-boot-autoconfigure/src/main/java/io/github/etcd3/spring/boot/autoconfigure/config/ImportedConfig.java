/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.etcd3.spring.EtcdEntry;

/**
 * What one import has read: its documents in the order of their keys, each one in its own
 * property source, so that Spring Boot can tell which are active, and above them the keys
 * that are a property each.
 * <p>
 * Reads of properties may come from any thread. All else is for one thread at a time: the
 * one that starts the application, and later the one that refreshes.
 */
final class ImportedConfig {

	/** The part of the keys that are a property each. */
	private static final String KEYS = "";

	private final EtcdConfigDataResource resource;

	private final ConfigContent content;

	private volatile Map<String, Map<String, Object>> properties = Map.of();

	ImportedConfig(EtcdConfigDataResource resource) {
		this.resource = resource;
		this.content = new ConfigContent(resource);
	}

	ConfigTarget target() {
		return this.resource.target();
	}

	Map<String, Object> properties(String part) {
		return this.properties.getOrDefault(part, Map.of());
	}

	/**
	 * Takes over what was read at startup.
	 * @param entries the entries
	 * @return the property sources, the later ones being more important
	 * @throws EtcdConfigException if a document can't be parsed
	 */
	List<EtcdPropertySource> load(List<EtcdEntry<String>> entries) {
		ConfigContent.Parsed parsed = this.content.parse(entries, (broken) -> {
			throw broken;
		});
		Map<String, Map<String, Object>> loaded = parts(parsed, (document) -> true);
		loaded.putIfAbsent(KEYS, Map.of());
		this.properties = Map.copyOf(loaded);
		// That of the keys also without any: what comes later has its place there.
		return loaded.keySet()
			.stream()
			.map((part) -> new EtcdPropertySource(this.resource + (part.equals(KEYS) ? "" : " (" + part + ")"), this,
					part))
			.toList();
	}

	/** Each active document, and above them the keys that are a property each. */
	private static Map<String, Map<String, Object>> parts(ConfigContent.Parsed parsed,
			Predicate<Map<String, Object>> active) {
		Map<String, Map<String, Object>> parts = new LinkedHashMap<>();
		parsed.documents().forEach((key, documents) -> {
			for (int i = 0; i < documents.size(); i++) {
				if (active.test(documents.get(i))) {
					parts.put(key + ", document #" + i, documents.get(i));
				}
			}
		});
		if (active.test(parsed.properties())) {
			parts.put(KEYS, parsed.properties());
		}
		return parts;
	}

	/**
	 * Takes over what there is now. A document that can't be parsed stays as it was.
	 * <p>
	 * As long as there are the same active documents, each stays in its own source, so
	 * that what a document imports stays above it. Sources can't come and go for all
	 * readers at once: if documents do, the most important source has everything.
	 * @param entries the entries
	 * @param sources those of the property sources that are active, the most important
	 * one first
	 * @param activation which documents are active
	 * @return the properties before and after
	 */
	Change refresh(List<EtcdEntry<String>> entries, List<EtcdPropertySource> sources, DocumentActivation activation) {
		Map<String, Object> before = new LinkedHashMap<>();
		for (int i = sources.size() - 1; i >= 0; i--) {
			PropertyMerge.addTo(before, sources.get(i).properties());
		}
		Map<String, Map<String, Object>> parts = parts(this.content.parse(entries, ConfigContent::warn),
				activation::isActive);
		Map<String, Object> after = new LinkedHashMap<>();
		parts.values().forEach((part) -> PropertyMerge.addTo(after, part));
		boolean same = sources.stream()
			.map(EtcdPropertySource::part)
			.collect(Collectors.toSet())
			.equals(parts.keySet());
		this.properties = same ? Map.copyOf(parts) : Map.of(sources.get(0).part(), Collections.unmodifiableMap(after));
		return new Change(before, after);
	}

	/**
	 * Properties before and after.
	 *
	 * @param before as they were
	 * @param after as they are
	 */
	record Change(Map<String, Object> before, Map<String, Object> after) {

		/** By their values: origins know revisions, which change more often. */
		Set<String> names() {
			Set<String> names = new HashSet<>(this.before.keySet());
			names.addAll(this.after.keySet());
			names.removeIf((name) -> Objects.equals(this.before.get(name), this.after.get(name)));
			return names;
		}

	}

}
