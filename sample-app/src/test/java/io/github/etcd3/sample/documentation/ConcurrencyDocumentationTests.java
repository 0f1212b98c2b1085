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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page about concurrency names each thread and each class with a lock, and no other.
 */
class ConcurrencyDocumentationTests {

	private static final List<String> LIBRARY = List.of("etcd3-spring", "etcd3-spring-boot-autoconfigure");

	private static final List<String> ALL = List.of("etcd3-spring", "etcd3-spring-boot-autoconfigure", "etcd3-embedded",
			"etcd3-spring-boot-test");

	/** As a page or a message of Spring Boot's, jetcd's or Micrometer's names them. */
	private static final Set<String> FOREIGN = Set.of("Client", "MeterFilter", "SpringApplicationShutdownHook");

	private static final List<String> JDK = List.of("java.lang.", "java.util.concurrent.",
			"java.util.concurrent.locks.");

	private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

	private static final Pattern LOCK = Pattern
		.compile("\\bsynchronized\\b|new (?:Reentrant\\w*Lock|StampedLock|Semaphore)\\(|"
				+ "\\block\\.lock(?:Interruptibly)?\\(|\\.(?:compute|computeIfPresent)\\(");

	private static final Pattern MAKES_THREADS = Pattern.compile("new (?:Default)?Thread(?:Factory)?\\(");

	private static final Pattern THREAD_NAME = Pattern.compile("\"(etcd-[a-z-]*[a-z])-?\"");

	private static final Pattern NAMED_THREAD = Pattern.compile("`(etcd-[a-z-]*[a-z])(?:-(?:N|<\\w+>(?:-N)?))?`");

	private static final Pattern NAMED_CLASS = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`");

	private static final Pattern LOCK_ROW = Pattern.compile("^\\| `(\\w+)` \\| (?:monitor|a fair|the lock of|`)",
			Pattern.MULTILINE);

	private static final String PAGE = Documentation.read(Documentation.ROOT.resolve("docs/concurrency.md"));

	@Test
	void the_page_lists_exactly_the_classes_that_have_a_lock() {
		Set<String> locking = sources(LIBRARY).filter((source) -> LOCK.matcher(code(source)).find())
			.map(ConcurrencyDocumentationTests::className)
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(locking).contains("SessionLease", "News", "PrefixViewLane", "ElectionsLifecycle");
		assertThat(named(LOCK_ROW, PAGE)).isEqualTo(locking);
	}

	@Test
	void the_page_names_exactly_the_threads_that_are_made() {
		Set<String> made = new TreeSet<>();
		sources(LIBRARY).filter((source) -> MAKES_THREADS.matcher(code(source)).find())
			.forEach((source) -> assertThat(named(THREAD_NAME, code(source)))
				.as("The names of the threads of %s", className(source))
				.isNotEmpty()
				.allSatisfy(made::add));
		assertThat(made).contains("etcd-call", "etcd-election");
		sources(List.of("etcd3-embedded")).forEach((source) -> {
			String code = code(source);
			if (MAKES_THREADS.matcher(code).find() || code.contains("IdleThread.named(")
					|| code.contains("new Turns(")) {
				made.addAll(named(THREAD_NAME, code));
			}
		});
		assertThat(named(NAMED_THREAD, PAGE)).isEqualTo(made);
	}

	@Test
	void each_class_that_the_page_names_exists() {
		Set<String> existing = Stream.concat(sources(ALL), testSources())
			.map(ConcurrencyDocumentationTests::className)
			.collect(Collectors.toSet());
		assertThat(named(NAMED_CLASS, PAGE)).isNotEmpty()
			.allMatch((name) -> existing.contains(name) || FOREIGN.contains(name) || isOfTheJdk(name));
	}

	private static boolean isOfTheJdk(String name) {
		return JDK.stream().anyMatch((prefix) -> {
			try {
				Class.forName(prefix + name);
				return true;
			}
			catch (ClassNotFoundException ex) {
				return false;
			}
		});
	}

	private static Set<String> named(Pattern pattern, String text) {
		return pattern.matcher(text)
			.results()
			.map((MatchResult match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String code(Path source) {
		return COMMENT.matcher(Documentation.read(source)).replaceAll("");
	}

	private static String className(Path source) {
		return source.getFileName().toString().replace(".java", "");
	}

	private static Stream<Path> testSources() {
		return below("sample-app/src/test/java");
	}

	private static Stream<Path> sources(List<String> modules) {
		return modules.stream().flatMap((module) -> below(module + "/src/main/java"));
	}

	private static Stream<Path> below(String folder) {
		try (Stream<Path> files = Files.walk(Documentation.ROOT.resolve(folder))) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
