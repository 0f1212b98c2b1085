/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@Timeout(60)
class ThrottledDiskTests {

	private static final Path ALL = Path.of("/sys/fs/cgroup/blkio");

	@Test
	void a_process_waits_for_the_disk_until_it_is_fast_again(@TempDir Path folder) throws Exception {
		assumeThat(ThrottledDisk.isAvailable(folder)).isTrue();
		Process writer = new ProcessBuilder("sh", "-c",
				"for n in 1 2 3 4 5 6 7 8; do read go; dd if=/dev/zero of=file bs=4k count=1 conv=fdatasync; echo $n; done")
			.directory(folder.toFile())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try (ThrottledDisk disk = new ThrottledDisk(folder, List.of(writer.pid()), 2)) {
			disk.start();
			assertThat(eightWrites(writer)).as("16 and more writes, two each second").isGreaterThan(3_000);
		}
		finally {
			writer.destroyForcibly().waitFor();
		}
		assertThat(groups()).isEmpty();
	}

	@Test
	void a_file_system_without_a_disk_has_none() throws IOException {
		assertThat(ThrottledDisk.isAvailable(Path.of("/proc"))).isFalse();
		assertThat(ALL).satisfiesAnyOf((all) -> assertThat(all).doesNotExist(),
				(all) -> assertThat(groups()).isEmpty());
	}

	private static long eightWrites(Process writer) throws IOException {
		long start = System.nanoTime();
		writer.outputWriter().append("\n".repeat(8)).flush();
		assertThat(writer.inputReader().lines().limit(8)).last().isEqualTo("8");
		return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
	}

	private static List<Path> groups() throws IOException {
		try (var groups = Files.list(ALL)) {
			return groups.filter(
					(group) -> group.getFileName().toString().equals("etcd3-faults-" + ProcessHandle.current().pid()))
				.toList();
		}
	}

}
