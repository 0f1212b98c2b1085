/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

	private final EtcdConfigDataResource resource;

	private final ConfigContent content;

	private volatile List<Map<String, Object>> properties = List.of();

	ImportedConfig(EtcdConfigDataResource resource) {
		this.resource = resource;
		this.content = new ConfigContent(resource);
	}

	ConfigTarget target() {
		return this.resource.target();
	}

	Map<String, Object> properties(int index) {
		List<Map<String, Object>> current = this.properties;
		return (index < current.size()) ? current.get(index) : Map.of();
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
		List<Map<String, Object>> loaded = new ArrayList<>();
		List<EtcdPropertySource> sources = new ArrayList<>();
		parsed.documents().forEach((key, documents) -> {
			for (int i = 0; i < documents.size(); i++) {
				sources.add(new EtcdPropertySource(
						ConfigTarget.SCHEME + target().absolute(key) + " (document #" + i + ")", this, loaded.size()));
				loaded.add(documents.get(i));
			}
		});
		// Also without any property: what comes later has its place there.
		sources.add(new EtcdPropertySource(this.resource.toString(), this, loaded.size()));
		loaded.add(parsed.properties());
		this.properties = List.copyOf(loaded);
		return sources;
	}

	/**
	 * Takes over what there is now. A document that can't be parsed stays as it was.
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
		ConfigContent.Parsed parsed = this.content.parse(entries, ConfigContent::warn);
		Map<String, Object> after = new LinkedHashMap<>();
		parsed.documents()
			.values()
			.forEach((documents) -> documents.stream()
				.filter(activation::isActive)
				.forEach((document) -> PropertyMerge.addTo(after, document)));
		PropertyMerge.addTo(after, parsed.properties());
		int top = sources.get(0).index();
		List<Map<String, Object>> refreshed = new ArrayList<>(Collections.nCopies(top, Map.of()));
		refreshed.add(Collections.unmodifiableMap(after));
		this.properties = List.copyOf(refreshed);
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
