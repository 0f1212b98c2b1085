/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.springframework.boot.origin.OriginTrackedValue;

/**
 * What was found at a location.
 *
 * @param newest the revision of its last change, as far as can be told: what changed up
 * to there is in it
 * @param documents the documents' parts, in ascending priority
 * @param properties the keys that are properties, which win over the documents
 */
record ConfigContent(long newest, List<Document> documents, Map<String, OriginTrackedValue> properties) {

	static final ConfigContent EMPTY = new ConfigContent(0, List.of(), Map.of());

	boolean isEmpty() {
		return this.documents.isEmpty() && this.properties.isEmpty();
	}

	/** All properties together, of the documents that are active. */
	Map<String, OriginTrackedValue> merged(Predicate<Document> active) {
		Map<String, OriginTrackedValue> merged = new LinkedHashMap<>();
		this.documents.stream().filter(active).forEach((document) -> merged.putAll(document.properties()));
		merged.putAll(this.properties);
		return merged;
	}

	/**
	 * A part of a document.
	 *
	 * @param name where it was found
	 * @param properties its properties
	 */
	record Document(String name, Map<String, OriginTrackedValue> properties) {

	}

}
