/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project's Markdown files, and the sources that they must agree with.
 */
final class Documentation {

	static final Path ROOT = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();

	static final Path README = ROOT.resolve("README.md");

	private Documentation() {
	}

	/** All files that a user reads, but the design records. */
	static Stream<Path> files() {
		return Stream.concat(list(ROOT), list(ROOT.resolve("docs")));
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The fenced blocks of one language. */
	static List<String> blocks(Path file, String language) {
		return Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
			.matcher(read(file))
			.results()
			.map((match) -> match.group(1))
			.toList();
	}

	/** The sources next to this one, without their indentation. */
	static String sources() {
		try (Stream<Path> sources = Files
			.list(ROOT.resolve("sample-app/src/test/java/io/github/etcd3/sample/documentation"))) {
			return sources.map((source) -> withoutIndentation(read(source))).collect(Collectors.joining("\n"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String withoutIndentation(String text) {
		return text.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

	private static Stream<Path> list(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".md")).sorted().toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
