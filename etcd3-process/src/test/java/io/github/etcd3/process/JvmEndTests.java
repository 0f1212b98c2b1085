/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.etcd3.process.junit.EnabledIfEtcd;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIfEtcd
class JvmEndTests {

	private static final Duration LIVENESS = Duration.ofSeconds(30);

	@TempDir
	Path temporary;

	@Test
	void nothing_survives_a_jvm_that_is_killed() throws IOException {
		everythingGoesAfter("running", Process::destroyForcibly);
	}

	@Test
	void nothing_survives_a_killed_jvm_that_had_paused_its_server() throws IOException {
		everythingGoesAfter("paused", Process::destroyForcibly);
	}

	@Test
	void nothing_survives_a_jvm_that_exits_without_closing_its_server() throws IOException {
		everythingGoesAfter("running", (jvm) -> jvm.getOutputStream().close());
	}

	private void everythingGoesAfter(String state, JvmEnd end) throws IOException {
		Path report = this.temporary.resolve("report");
		Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), EtcdOwner.class.getName(), report.toString(), state)
			.redirectErrorStream(true)
			.redirectOutput(new File(this.temporary.toFile(), "output"))
			.start();
		try {
			Awaitility.await().atMost(LIVENESS).until(() -> Files.exists(report) || !jvm.isAlive());
			assertThat(report).as(Files.readString(this.temporary.resolve("output"))).exists();
			List<String> lines = Files.readAllLines(report);
			Path folder = Path.of(lines.get(0));
			assertThat(folder).isDirectory();
			assertThat(lines.subList(1, 3)).allMatch(JvmEndTests::runs);

			end.apply(jvm);

			Awaitility.await().atMost(LIVENESS).untilAsserted(() -> {
				assertThat(lines.subList(1, 3)).noneMatch(JvmEndTests::runs);
				assertThat(folder).doesNotExist();
			});
		}
		finally {
			jvm.destroyForcibly();
		}
	}

	// One that has ended but is not collected by its new parent runs no program.
	private static boolean runs(String pid) {
		return ProcessHandle.of(Long.parseLong(pid)).flatMap((process) -> process.info().command()).isPresent();
	}

	private interface JvmEnd {

		void apply(Process jvm) throws IOException;

	}

}
