/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * No application outlives the laboratory.
 */
class OrphanTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	Path folder;

	@Test
	void an_application_that_stands_still_ends_with_the_jvm_that_started_it() throws IOException {
		Path report = this.folder.resolve("report");
		Path output = this.folder.resolve("output");
		Process owner = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Owner.class.getName(),
				this.folder.toString(), report.toString())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			await().atMost(PATIENCE).until(() -> Files.exists(report) || !owner.isAlive());
			assertThat(report).as(Files.readString(output)).exists();
			List<String> processes = Files.readAllLines(report);
			assertThat(processes).hasSizeGreaterThanOrEqualTo(2).allMatch(OrphanTests::runs);

			owner.destroyForcibly().onExit().join();

			await().atMost(PATIENCE).untilAsserted(() -> assertThat(processes).noneMatch(OrphanTests::runs));
		}
		finally {
			owner.destroyForcibly();
		}
	}

	/** One that has ended but is not collected by its new parent runs no program. */
	private static boolean runs(String process) {
		return ProcessHandle.of(Long.parseLong(process)).flatMap((handle) -> handle.info().command()).isPresent();
	}

	/**
	 * Starts an application, halts it, tells all processes below it, and waits to be
	 * killed.
	 */
	static final class Owner {

		public static void main(String[] arguments) throws IOException {
			Path folder = Path.of(arguments[0]);
			Instance instance = new ApplicationInstance(
					new InstanceSettings("app-1", List.of(URI.create("http://127.0.0.1:1")), List.of(),
							folder.resolve("histories"), folder.resolve("logs"), 1, null, List.of()));
			instance.start();
			instance.pause();
			Path report = folder.resolve("report.new");
			Files.write(report,
					ProcessHandle.current().descendants().map((each) -> Long.toString(each.pid())).toList());
			Files.move(report, Path.of(arguments[1]));
			System.in.read();
		}

	}

}
