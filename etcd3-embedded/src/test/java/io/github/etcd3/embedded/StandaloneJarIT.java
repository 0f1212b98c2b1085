/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class StandaloneJarIT {

	private final Path jar = Path.of(System.getProperty("standalone.jar"));

	@Test
	void the_jar_serves_with_nothing_but_a_jdk() throws Exception {
		assertThat(Files.isRegularFile(this.jar)).isTrue();
		EtcdProgramTests.serveAndStop(List.of(EtcdProgramTests.java(), "-jar", this.jar.toString(), "--port=0"));
	}

}
