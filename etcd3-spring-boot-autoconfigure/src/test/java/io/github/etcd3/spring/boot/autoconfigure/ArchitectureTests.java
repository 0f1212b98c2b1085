/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The shape of the auto-configuration.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.etcd3.spring.boot";

	private static final String IMPORTS = "/META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void auto_configurations_are_public_and_final() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.check(MAIN);
	}

	@Test
	void bean_methods_are_package_private() {
		methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(MAIN);
	}

	@Test
	void only_what_users_type_and_other_packages_need_is_public() {
		assertThat(MAIN.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass())
			.filter((type) -> !type.isAnnotatedWith(AutoConfiguration.class))
			// What the actuator's packages have in common.
			.filter((type) -> !type.getPackageName().endsWith(".health"))
			.map(JavaClass::getSimpleName))
			.containsExactlyInAnyOrder("EtcdProperties", "EtcdConnectionDetails", "EtcdConfigChangedEvent");
	}

	@Test
	void every_auto_configuration_is_listed_in_order() throws IOException {
		try (InputStream content = getClass().getResourceAsStream(IMPORTS)) {
			List<String> listed = new String(content.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
			assertThat(listed).isSorted()
				.containsExactlyInAnyOrderElementsOf(MAIN.stream()
					.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
					.map(JavaClass::getName)
					.toList());
		}
	}

	@Test
	void no_cycles() {
		slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
	}

	@Test
	void optional_libraries_are_met_where_they_are_needed_only() {
		noClasses().that()
			.resideOutsideOfPackage("..health..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot.health..")
			.check(MAIN);
		noClasses().that()
			.resideOutsideOfPackages("..endpoint..", "..info..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot.actuate..")
			.check(MAIN);
		noClasses().that()
			.haveNameNotMatching(".*\\.(Etcd)?Discovery\\w*(\\$.*)?")
			.and()
			.haveNameNotMatching(".*[.$]Cloud\\w*")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.cloud..", "org.springframework.boot.web.server..")
			.check(MAIN);
		noClasses().that()
			.resideOutsideOfPackage("..integration..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.integration..")
			.check(MAIN);
		noClasses().that()
			.resideOutsideOfPackage("..metrics..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer..", "org.springframework.boot.micrometer..")
			.check(MAIN);
		noClasses().that()
			.haveNameNotMatching(".*\\$Jackson\\w*")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("tools.jackson..")
			.check(MAIN);
	}

	@Test
	void every_package_is_null_marked() {
		assertThat(MAIN.stream().map(JavaClass::getPackage).distinct())
			.allMatch((part) -> part.isAnnotatedWith(NullMarked.class));
	}

}
