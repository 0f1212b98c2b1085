/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.origin.OriginTrackedValue;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;

/**
 * Makes properties of keys and values, and remembers the last good state of each
 * document.
 */
final class ConfigContent {

	private static final Logger logger = LoggerFactory.getLogger(ConfigContent.class);

	private static final Pattern POSITION = Pattern.compile("line \\d+, column \\d+");

	private final EtcdConfigDataResource resource;

	private Map<String, Document> known = Map.of();

	ConfigContent(EtcdConfigDataResource resource) {
		this.resource = resource;
	}

	/**
	 * Parses what is new, and forgets what is gone.
	 * @param entries the entries, in the order of their keys
	 * @param broken is told which document can't be parsed, once for each revision of it
	 * @return what they say
	 */
	Parsed parse(List<EtcdEntry<String>> entries, Consumer<EtcdConfigException> broken) {
		Map<String, Document> documents = new HashMap<>();
		Map<String, List<Map<String, Object>>> good = new LinkedHashMap<>();
		Map<String, Object> properties = new LinkedHashMap<>();
		for (EtcdEntry<String> entry : entries) {
			DocumentFormat format = DocumentFormat.of(entry.key());
			if (format != null) {
				if (selected(entry.key())) {
					Document document = parse(entry, format, broken);
					documents.put(entry.key(), document);
					good.put(entry.key(), document.good());
				}
			}
			else if (this.resource.documentProfile() == null) {
				properties.put(entry.key().replace('/', '.'),
						OriginTrackedValue.of(entry.value(), new EtcdOrigin(absolute(entry), entry.modRevision())));
			}
		}
		this.known = documents;
		return new Parsed(good, Collections.unmodifiableMap(properties));
	}

	private boolean selected(String key) {
		return this.resource.target().document()
				|| Objects.equals(ConfigTarget.profileOf(key), this.resource.documentProfile());
	}

	private Document parse(EtcdEntry<String> entry, DocumentFormat format, Consumer<EtcdConfigException> broken) {
		Document last = this.known.get(entry.key());
		if (last != null && last.revision() == entry.modRevision()) {
			return last;
		}
		try {
			String origin = new EtcdOrigin(absolute(entry), entry.modRevision()).toString();
			return new Document(entry.modRevision(), format.parse(origin, entry.value()));
		}
		catch (IOException | RuntimeException ex) {
			broken.accept(new EtcdConfigException(
					"The document at the key '%s' of etcd, revision %d, is broken: %s"
						.formatted(EtcdCall.shown(absolute(entry)), entry.modRevision(), reason(ex)),
					"Write it again as well-formed " + format.name() + ".", ex));
			return new Document(entry.modRevision(), (last != null) ? last.good() : List.of());
		}
	}

	/**
	 * Parsers quote what they can't read, which may be secret, but not in the first line.
	 */
	private static String reason(Exception failure) {
		String message = String.valueOf(failure.getMessage());
		Matcher position = POSITION.matcher(message);
		return message.lines().findFirst().orElse("") + (position.find() ? " (" + position.group() + ")" : "");
	}

	private String absolute(EtcdEntry<String> entry) {
		return this.resource.target().absolute(entry.key());
	}

	static void warn(EtcdConfigException broken) {
		logger.warn("{} What it said before stays in force. {}", broken.getMessage(), broken.remedy());
	}

	/**
	 * A document.
	 *
	 * @param revision of its last change, good or not
	 * @param good what its last good state says
	 */
	private record Document(long revision, List<Map<String, Object>> good) {

	}

	/**
	 * What entries say.
	 *
	 * @param documents those of each key
	 * @param properties those that are a key each
	 */
	record Parsed(Map<String, List<Map<String, Object>>> documents, Map<String, Object> properties) {

	}

}
