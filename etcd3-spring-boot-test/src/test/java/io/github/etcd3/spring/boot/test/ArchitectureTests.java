/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shape of the module.
 */
class ArchitectureTests {

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.github.etcd3.spring.boot.test");

	@Test
	void only_what_users_type_is_public() {
		assertThat(MAIN.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
			.map(JavaClass::getSimpleName))
			.containsExactlyInAnyOrder("EtcdTest", "AutoConfigureEmbeddedEtcd", "EmbeddedEtcdExtension");
	}

	@Test
	void the_extension_needs_no_spring() {
		noClasses().that()
			.haveSimpleName("EmbeddedEtcdExtension")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework..")
			.check(MAIN);
	}

	@Test
	void every_package_is_null_marked() {
		assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
			.allMatch((part) -> part.isAnnotatedWith(NullMarked.class));
	}

}
