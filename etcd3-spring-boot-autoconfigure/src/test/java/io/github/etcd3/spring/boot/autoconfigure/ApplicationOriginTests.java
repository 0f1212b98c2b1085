/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How a project's classes differ from a package's, in the layouts of the usual tools. The
 * packaged sample itself is started by {@code SampleWithoutServerIT}.
 */
class ApplicationOriginTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource({ "pom.xml, target/classes", "pom.xml, app/target/test-classes", "build.gradle, build/classes/java/main",
			"build.gradle.kts, bin/main", ".git, out/production/app" })
	void classes_inside_a_project_are_under_development(String file, String classes) throws IOException {
		Files.createFile(this.folder.resolve(file));
		assertThat(ApplicationOrigin.isProject(folder(classes))).isTrue();
	}

	@Test
	void a_folder_with_blanks_and_letters_of_other_languages_is_found_too() throws IOException {
		Files.createFile(this.folder.resolve("pom.xml"));
		assertThat(ApplicationOrigin.isProject(folder("größe 1/target/classes"))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "target/app/BOOT-INF/classes", "webapps/app/WEB-INF/classes" })
	void an_unpacked_archive_is_delivered_whatever_is_around(String classes) throws IOException {
		Files.createFile(this.folder.resolve("pom.xml"));
		assertThat(ApplicationOrigin.isProject(folder(classes))).isFalse();
	}

	@Test
	void classes_without_a_project_are_delivered() throws IOException {
		assertThat(ApplicationOrigin.isProject(folder("app/classes"))).isFalse();
	}

	@Test
	void a_jar_is_delivered_even_if_it_lies_in_a_project() throws IOException {
		Files.createFile(this.folder.resolve("pom.xml"));
		Path jar = Files.createFile(this.folder.resolve("app.jar"));
		assertThat(ApplicationOrigin.isProject(jar.toUri().toURL())).isFalse();
		assertThat(ApplicationOrigin.isProject(URI.create("jar:" + jar.toUri() + "!/BOOT-INF/classes/").toURL()))
			.isFalse();
	}

	@Test
	void what_can_not_be_told_is_delivered() throws IOException {
		Files.createFile(this.folder.resolve("pom.xml"));
		assertThat(ApplicationOrigin.isProject((URL) null)).isFalse();
		assertThat(ApplicationOrigin.isProject(this.folder.resolve("gone").toUri().toURL())).isFalse();
		assertThat(ApplicationOrigin.isProject(URI.create("http://127.0.0.1/classes/").toURL())).isFalse();
		assertThat(ApplicationOrigin.isProject(new DefaultListableBeanFactory())).isFalse();
	}

	@Test
	void an_application_is_the_class_that_enables_auto_configuration() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(beanFactory);
		reader.register(String.class);
		assertThat(ApplicationOrigin.isProject(beanFactory)).isFalse();
		reader.register(Application.class);
		assertThat(ApplicationOrigin.isProject(beanFactory)).isTrue();
	}

	private URL folder(String path) throws IOException {
		return Files.createDirectories(this.folder.resolve(path)).toUri().toURL();
	}

	@EnableAutoConfiguration
	static class Application {

	}

}
