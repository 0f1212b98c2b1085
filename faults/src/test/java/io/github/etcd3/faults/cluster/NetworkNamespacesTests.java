/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is tried, and what is tried no more.
 */
class NetworkNamespacesTests {

	@TempDir
	Path folder;

	@Test
	void without_the_program_there_are_none() {
		assertThat(NetworkNamespaces.by(this.folder.resolve("none").toString()).open()).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void one_that_can_only_be_made_in_part_is_removed_and_not_tried_again() throws IOException {
		Path asked = this.folder.resolve("asked");
		Path program = this.folder.resolve("ip");
		Files.writeString(program, """
				#!/bin/sh
				echo "$*" >> %s
				case "$*" in "link add"*) echo "Operation not permitted"; exit 2;; esac
				""".formatted(asked));
		Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
		NetworkNamespaces namespaces = NetworkNamespaces.by(program.toString());

		assertThat(namespaces.open()).isEmpty();
		assertThat(namespaces.open()).isEmpty();

		List<String> commands = Files.readAllLines(asked);
		String name = commands.get(1).substring("netns add ".length());
		assertThat(name).startsWith("faults-" + ProcessHandle.current().pid() + '-');
		assertThat(commands).hasSize(5)
			.startsWith("netns list", "netns add " + name)
			.endsWith("link delete " + name.replace("faults-", "fl"), "netns delete " + name);
	}

}
