/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The arrows between the packages: one way, as the map in CONTRIBUTING.md draws them.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.etcd3.spring";

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(ROOT);

	@Test
	void arrows_point_one_way() {
		layeredArchitecture().consideringOnlyDependenciesInLayers()
			.layer("root")
			.definedBy(ROOT)
			.layer("client")
			.definedBy(ROOT + ".client..")
			.layer("session")
			.definedBy(ROOT + ".session..")
			.layer("kv")
			.definedBy(ROOT + ".kv..")
			.layer("watch")
			.definedBy(ROOT + ".watch..")
			.layer("contention")
			.definedBy(ROOT + ".contention..")
			.layer("lock")
			.definedBy(ROOT + ".lock..")
			.layer("leader")
			.definedBy(ROOT + ".leader..")
			.layer("membership")
			.definedBy(ROOT + ".membership..")
			.layer("annotation")
			.definedBy(ROOT + ".annotation..")
			.layer("cloud")
			.definedBy(ROOT + ".cloud..")
			.layer("integration")
			.definedBy(ROOT + ".integration..")
			.layer("interceptor")
			.definedBy(ROOT + ".interceptor..")
			.layer("shedlock")
			.definedBy(ROOT + ".shedlock..")
			.layer("metrics")
			.definedBy(ROOT + ".metrics..")
			.layer("observation")
			.definedBy(ROOT + ".observation..")
			.whereLayer("root")
			.mayNotAccessAnyLayer()
			.whereLayer("client")
			.mayOnlyAccessLayers("root")
			.whereLayer("session")
			.mayOnlyAccessLayers("root", "client")
			.whereLayer("watch")
			.mayOnlyAccessLayers("root", "client")
			.whereLayer("kv")
			.mayOnlyAccessLayers("root", "client", "session", "watch")
			.whereLayer("contention")
			.mayOnlyAccessLayers("root", "client", "session", "watch")
			.whereLayer("lock")
			.mayOnlyAccessLayers("root", "client", "session", "kv", "contention")
			.whereLayer("leader")
			.mayOnlyAccessLayers("root", "client", "session", "kv", "watch", "contention")
			.whereLayer("membership")
			.mayOnlyAccessLayers("root", "client", "session", "kv", "watch")
			.whereLayer("annotation")
			.mayOnlyAccessLayers("root", "client", "kv", "watch")
			.whereLayer("cloud")
			.mayOnlyAccessLayers("root", "session", "kv", "watch", "membership")
			.whereLayer("integration")
			.mayOnlyAccessLayers("root", "kv", "watch", "lock", "leader")
			.whereLayer("interceptor")
			.mayOnlyAccessLayers("root", "lock", "leader", "annotation")
			.whereLayer("shedlock")
			.mayOnlyAccessLayers("root", "client")
			.whereLayer("metrics")
			.mayOnlyAccessLayers("root", "client", "session", "watch", "lock", "leader")
			.whereLayer("observation")
			.mayOnlyAccessLayers("root", "client")
			.check(MAIN);
	}

	@Test
	void no_cycles() {
		slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
	}

	@Test
	void the_library_knows_nothing_of_boot() {
		noClasses().should().dependOnClassesThat().resideInAnyPackage("org.springframework.boot..").check(MAIN);
	}

	@Test
	void jackson_is_met_in_one_class_only() {
		noClasses().that()
			.haveNameNotMatching(".*\\.Jackson\\w*(\\$.*)?")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("tools.jackson..")
			.check(MAIN);
	}

	@Test
	void every_package_is_null_marked() {
		classes().should(new ArchCondition<>("be in a @NullMarked package") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
				events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
			}

		}).check(MAIN);
	}

	@Test
	void no_class_is_named_for_being_left_over() {
		noClasses().should()
			.haveSimpleNameEndingWith("Util")
			.orShould()
			.haveSimpleNameEndingWith("Utils")
			.orShould()
			.haveSimpleNameEndingWith("Impl")
			.orShould()
			.haveSimpleNameEndingWith("Helper")
			.check(MAIN);
	}

}
