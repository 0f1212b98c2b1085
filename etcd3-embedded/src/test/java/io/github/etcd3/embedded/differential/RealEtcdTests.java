/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RealEtcdTests {

	@TempDir
	Path temporary;

	@Test
	void is_the_one_that_is_named() throws IOException {
		String named = program("3.5.30");

		assertThat(RealEtcd.binary(named)).hasValueSatisfying((binary) -> {
			assertThat(binary.path()).hasToString(named);
			assertThat(binary.version()).hasToString("3.5.30");
		});
	}

	@Test
	void is_never_an_older_one() throws IOException {
		String named = program("3.4.23");

		assertThatIllegalStateException().isThrownBy(() -> RealEtcd.binary(named))
			.withMessageContaining("3.4.23")
			.withMessageContaining("ETCD_REFERENCE_BIN");
	}

	@Test
	void skips_without_one_but_fails_if_it_is_required() {
		// As if the warning were in this build's log already, which has no use for it.
		RealEtcdCondition without = new RealEtcdCondition(Optional::empty, new AtomicBoolean(true));

		assertThat(without.evaluateExecutionCondition(context("false")).isDisabled()).isTrue();
		assertThatIllegalStateException().isThrownBy(() -> without.evaluateExecutionCondition(context("true")))
			.withMessageContaining("etcd.required=true")
			.withMessageContaining("ETCD_REFERENCE_BIN");
	}

	private String program(String version) throws IOException {
		Path program = Files.writeString(this.temporary.resolve("etcd-" + version),
				"#!/bin/sh\necho 'etcd Version: " + version + "'\n");
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
		return program.toString();
	}

	private static ExtensionContext context(String required) {
		return (ExtensionContext) Proxy.newProxyInstance(RealEtcdTests.class.getClassLoader(),
				new Class<?>[] { ExtensionContext.class }, (proxy, method, arguments) -> Optional.of(required));
	}

}
