/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;

import io.github.etcd3.faults.check.Promise;
import io.github.etcd3.faults.fault.FaultKind;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Each bug fits the library as it is. That each is caught is what the laboratory shows.
 */
class PlantingTests {

	private static final ClassFileLocator FILES = ClassFileLocator.ForClassLoader
		.of(PlantingTests.class.getClassLoader());

	@ParameterizedTest
	@EnumSource
	void a_bug_changes_a_class_that_can_be_loaded(PlantedBug bug) throws IOException, ReflectiveOperationException {
		for (JoinPoint joinPoint : bug.joinPoints()) {
			assertThat(joinPoint.changed(FILES).getBytes())
				.isNotEqualTo(FILES.locate("io.github.etcd3.spring." + joinPoint.type()).resolve());
		}
		// As a new JVM would: nothing is loaded before.
		try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
			Class<?> there = Class.forName(PlantedBug.class.getName(), true, loader);
			Object same = there.getMethod("valueOf", String.class).invoke(null, bug.name());
			there.getMethod("plant").invoke(same);
			for (JoinPoint joinPoint : bug.joinPoints()) {
				Class<?> changed = Class.forName("io.github.etcd3.spring." + joinPoint.type(), true, loader);
				assertThat(changed.getClassLoader()).isSameAs(loader);
			}
		}
	}

	@Test
	void each_bug_names_the_promise_that_it_breaks_and_the_faults_that_show_it() {
		assertThat(PlantedBug.values()).hasSizeGreaterThanOrEqualTo(10).allSatisfy((bug) -> {
			assertThat(Promise.values()).extracting(Enum::name).containsAll(bug.expected());
			assertThat(FaultKind.values()).extracting(Enum::name).containsAll(bug.provokedBy());
		});
	}

	@Test
	void a_library_that_has_changed_is_noticed() {
		JoinPoint gone = new JoinPoint("kv.EtcdKvTemplate", ElementMatchers.named("gone"), KvAdvice.SomeLost.class);
		assertThatIllegalStateException().isThrownBy(() -> gone.changed(FILES))
			.withMessageContainingAll("EtcdKvTemplate has 0 methods", "gone", "PlantedBug");
	}

	private static URL[] classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map((entry) -> {
			try {
				return new File(entry).toURI().toURL();
			}
			catch (MalformedURLException ex) {
				throw new IllegalArgumentException(entry, ex);
			}
		}).toArray(URL[]::new);
	}

}
