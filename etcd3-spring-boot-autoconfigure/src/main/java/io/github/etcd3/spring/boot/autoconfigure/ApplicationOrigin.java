/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.NativeDetector;
import org.springframework.util.ClassUtils;

/**
 * Tells an application under development from one that is delivered. Under development it
 * runs from a folder of classes inside a project, started by an IDE, by a build tool or
 * as a test. What can't be told counts as delivered: that asks a developer for a line of
 * configuration, where the opposite mistake would break production.
 */
final class ApplicationOrigin {

	/** Where unpacked archives have their classes, whatever is around. */
	private static final List<Path> ARCHIVE_FOLDERS = List.of(Path.of("BOOT-INF", "classes"),
			Path.of("WEB-INF", "classes"));

	/** What only a developer has: images of unpacked classes, such as Jib's, don't. */
	private static final List<String> PROJECT_FILES = List.of("pom.xml", "build.gradle", "build.gradle.kts", ".git");

	private ApplicationOrigin() {
	}

	/**
	 * Whether the application that is being auto-configured runs from a project.
	 * @param beanFactory its beans
	 */
	static boolean isProject(ConfigurableListableBeanFactory beanFactory) {
		return !NativeDetector.inNativeImage() && Stream.of(beanFactory.getBeanDefinitionNames())
			.map(beanFactory::getBeanDefinition)
			.filter(AnnotatedBeanDefinition.class::isInstance)
			.map((definition) -> ((AnnotatedBeanDefinition) definition).getMetadata())
			.filter((metadata) -> metadata.isAnnotated(EnableAutoConfiguration.class.getName()))
			.map((metadata) -> ClassUtils.resolveClassName(metadata.getClassName(), beanFactory.getBeanClassLoader()))
			.distinct()
			.map((type) -> type.getProtectionDomain().getCodeSource())
			.filter(Objects::nonNull)
			.map(CodeSource::getLocation)
			.anyMatch(ApplicationOrigin::isProject);
	}

	static boolean isProject(@Nullable URL classes) {
		Path folder = folder(classes);
		if (folder == null || ARCHIVE_FOLDERS.stream().anyMatch(folder::endsWith)) {
			return false;
		}
		return Stream.iterate(folder, Objects::nonNull, Path::getParent)
			.anyMatch((parent) -> PROJECT_FILES.stream().anyMatch((file) -> Files.exists(parent.resolve(file))));
	}

	private static @Nullable Path folder(@Nullable URL classes) {
		if (classes == null || !"file".equals(classes.getProtocol())) {
			return null;
		}
		try {
			Path path = Path.of(classes.toURI());
			return Files.isDirectory(path) ? path : null;
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			return null;
		}
	}

}
