/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the Markdown files say is so.
 */
class DocumentationTests {

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

	private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+(?:Tests|IT|Contract))`");

	/** As a command has it. */
	private static final Pattern TEST_OPTION = Pattern.compile("-D(?:it\\.)?test=([\\w,]+)");

	private static final Pattern PROPERTY_ROW = Pattern
		.compile("^\\| `(etcd\\.[^`]+|management\\.[^`]+)` \\|([^|]*)\\|", Pattern.MULTILINE);

	/** A map from a user's names to settings of ours. */
	private static final Pattern NAMED = Pattern
		.compile("java\\.util\\.Map<java\\.lang\\.String,\\s?(io\\.github\\.etcd3\\..+)>");

	private static final Pattern PROMISE = Pattern.compile("^- .*(?:\\n  .*)*", Pattern.MULTILINE);

	static Stream<Path> files() {
		return Documentation.files();
	}

	@ParameterizedTest
	@MethodSource("files")
	void each_java_block_is_compiled_literally(Path file) {
		String sources = Documentation.sources();
		assertThat(Documentation.blocks(file, "java"))
			.allSatisfy((block) -> assertThat(sources).contains(Documentation.withoutIndentation(block)));
	}

	@ParameterizedTest
	@MethodSource("files")
	void each_link_leads_to_a_file(Path file) {
		assertThat(LINK.matcher(Documentation.read(file)).results().map((match) -> match.group(1)))
			.allSatisfy((link) -> assertThat(file.resolveSibling(link)).exists());
	}

	@Test
	void the_readme_has_at_most_200_lines() {
		assertThat(Documentation.read(Documentation.README).lines().count()).isLessThanOrEqualTo(200);
	}

	@Test
	void the_readme_has_code_and_configuration() {
		assertThat(Documentation.blocks(Documentation.README, "java")).isNotEmpty();
		assertThat(Documentation.blocks(Documentation.README, "yaml")).isNotEmpty();
	}

	@Test
	void the_list_of_properties_has_exactly_those_that_exist_with_their_defaults()
			throws IOException, ClassNotFoundException {
		Map<String, String> listed = PROPERTY_ROW
			.matcher(Documentation.read(Documentation.ROOT.resolve("docs/properties.md")))
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (row) -> row.group(2).replace("`", "").strip()));
		Map<String, Optional<String>> existing = properties();
		assertThat(listed.keySet()).containsExactlyInAnyOrderElementsOf(existing.keySet());
		existing.forEach((property, value) -> value.ifPresent(
				(expected) -> assertThat(listed.get(property)).as("The default of %s", property).isEqualTo(expected)));
	}

	/** By their default, which is not known of what is set for each name. */
	private static Map<String, Optional<String>> properties() throws IOException, ClassNotFoundException {
		Map<String, Optional<String>> properties = new HashMap<>();
		for (JsonNode property : metadata()) {
			String name = property.path("name").asString();
			Matcher named = NAMED.matcher(property.path("type").asString());
			if (named.matches()) {
				for (RecordComponent component : Class.forName(named.group(1)).getRecordComponents()) {
					properties.put(name + ".<name>." + kebabCase(component.getName()), Optional.empty());
				}
			}
			else {
				properties.put(name, Optional.of(defaultValue(property)));
			}
		}
		return properties;
	}

	private static List<JsonNode> metadata() throws IOException {
		List<JsonNode> ours = new ArrayList<>();
		for (URL file : Collections.list(DocumentationTests.class.getClassLoader()
			.getResources("META-INF/spring-configuration-metadata.json"))) {
			try (InputStream content = file.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(content).path("properties")) {
					String name = property.path("name").asString();
					if (name.startsWith("etcd.") || name.matches("management\\.\\w+\\.etcd\\..*")) {
						ours.add(property);
					}
				}
			}
		}
		return ours;
	}

	private static String kebabCase(String camelCase) {
		return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static String defaultValue(JsonNode property) {
		JsonNode value = property.path("defaultValue");
		return value.isArray() ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
				: value.asString("");
	}

	@ParameterizedTest
	@MethodSource("files")
	void each_test_class_that_is_named_exists(Path file) throws IOException {
		Set<String> named = Stream.of(TEST_CLASS, TEST_OPTION)
			.flatMap((pattern) -> pattern.matcher(Documentation.read(file)).results())
			.flatMap((match) -> Stream.of(match.group(1).split(",")))
			.map((name) -> name + ".java")
			.collect(Collectors.toSet());
		assertThat(testSources()).containsAll(named);
	}

	@Test
	void each_promise_names_its_test() {
		String guarantees = Documentation.read(Documentation.ROOT.resolve("docs/guarantees.md"));
		String promises = guarantees.substring(0, guarantees.indexOf("# What the local deadline can't promise"));
		assertThat(PROMISE.matcher(promises).results().map(MatchResult::group)).hasSizeGreaterThan(30)
			.allSatisfy((promise) -> assertThat(promise).containsPattern(TEST_CLASS));
	}

	private static Set<String> testSources() throws IOException {
		List<Path> modules;
		try (Stream<Path> folders = Files.list(Documentation.ROOT)) {
			modules = folders.map((module) -> module.resolve("src/test/java")).filter(Files::isDirectory).toList();
		}
		Set<String> names = new HashSet<>();
		for (Path module : modules) {
			try (Stream<Path> sources = Files.walk(module)) {
				sources.forEach((source) -> names.add(source.getFileName().toString()));
			}
		}
		return names;
	}

}
