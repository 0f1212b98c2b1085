/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/**
 * Which package may import which: those who judge know nothing of those who are judged.
 */
class ArchitectureTests {

	private static final String BASE = "io.github.etcd3.faults";

	@Test
	void arrows_point_one_way() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("root")
			.definedBy(BASE)
			.layer("fault")
			.definedBy(BASE + ".fault")
			.layer("cluster")
			.definedBy(BASE + ".cluster")
			.layer("instance")
			.definedBy(BASE + ".instance")
			.layer("application")
			.definedBy(BASE + ".application")
			.layer("planted")
			.definedBy(BASE + ".planted")
			.layer("check")
			.definedBy(BASE + ".check")
			.layer("history")
			.definedBy(BASE + ".history")
			.layer("library")
			.definedBy("io.github.etcd3.spring..")
			.whereLayer("root")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("fault")
			.mayOnlyBeAccessedByLayers("root")
			.whereLayer("cluster")
			.mayOnlyBeAccessedByLayers("root", "fault")
			.whereLayer("instance")
			.mayOnlyBeAccessedByLayers("root", "fault")
			.whereLayer("application")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("planted")
			.mayOnlyBeAccessedByLayers("root", "application")
			.whereLayer("check")
			.mayOnlyBeAccessedByLayers("root")
			.whereLayer("history")
			.mayOnlyBeAccessedByLayers("root", "fault", "application", "check")
			.whereLayer("library")
			.mayOnlyBeAccessedByLayers("application", "planted")
			.check(new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
				.importPackages("io.github.etcd3"));
	}

}
