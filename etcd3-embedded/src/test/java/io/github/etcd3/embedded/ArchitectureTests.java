/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

class ArchitectureTests {

	private static final String ROOT = "io.github.etcd3.embedded";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(ROOT);

	@Test
	void packages_depend_on_each_other_one_way() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("failure")
			.definedBy(ROOT + ".failure")
			.layer("mvcc")
			.definedBy(ROOT + ".mvcc")
			.layer("lease")
			.definedBy(ROOT + ".lease")
			.layer("auth")
			.definedBy(ROOT + ".auth")
			.layer("member")
			.definedBy(ROOT + ".member")
			.layer("rpc")
			.definedBy(ROOT + ".rpc")
			.layer("kv")
			.definedBy(ROOT + ".rpc.kv")
			.layer("watch")
			.definedBy(ROOT + ".rpc.watch")
			.layer("leaseService")
			.definedBy(ROOT + ".rpc.lease")
			.layer("lock")
			.definedBy(ROOT + ".rpc.lock")
			.layer("cluster")
			.definedBy(ROOT + ".rpc.cluster")
			.layer("authService")
			.definedBy(ROOT + ".rpc.auth")
			.layer("fault")
			.definedBy(ROOT + ".fault")
			.layer("transport")
			.definedBy(ROOT + ".transport")
			.layer("api")
			.definedBy(ROOT)
			.whereLayer("api")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("transport")
			.mayOnlyBeAccessedByLayers("api")
			.whereLayer("fault")
			.mayOnlyBeAccessedByLayers("transport", "api")
			.whereLayer("watch")
			.mayOnlyBeAccessedByLayers("transport")
			.whereLayer("leaseService")
			.mayOnlyBeAccessedByLayers("transport")
			.whereLayer("lock")
			.mayOnlyBeAccessedByLayers("transport")
			.whereLayer("cluster")
			.mayOnlyBeAccessedByLayers("transport")
			.whereLayer("authService")
			.mayOnlyBeAccessedByLayers("transport")
			.whereLayer("kv")
			.mayOnlyBeAccessedByLayers("watch", "leaseService", "lock", "cluster", "authService", "transport")
			.whereLayer("member")
			.mayOnlyBeAccessedByLayers("kv", "watch", "leaseService", "lock", "cluster", "authService", "fault",
					"transport", "api")
			.whereLayer("rpc")
			.mayOnlyBeAccessedByLayers("kv", "watch", "leaseService", "lock", "cluster", "authService")
			.whereLayer("rpc")
			.mayNotAccessAnyLayer()
			.whereLayer("failure")
			.mayNotAccessAnyLayer()
			.whereLayer("mvcc")
			.mayOnlyAccessLayers("failure")
			.whereLayer("lease")
			.mayOnlyAccessLayers("failure", "mvcc")
			.whereLayer("auth")
			.mayOnlyAccessLayers("failure", "mvcc")
			.check(CLASSES);
	}

	@Test
	void knows_no_spring_and_no_module_of_ours() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework..", "io.github.etcd3.spring..", "io.github.etcd3.process..",
					"io.vertx..", "com.google.common..")
			.check(CLASSES);
	}

	@Test
	void classes_are_final() {
		classes().that()
			.areNotInterfaces()
			.and()
			.areNotEnums()
			.and()
			.areNotAnonymousClasses()
			.and()
			.doNotHaveSimpleName("package-info")
			.should()
			.haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
			.check(CLASSES);
	}

}
