/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The wall clock of a process moves, and its monotonic clock does not.
 */
@EnabledOnOs(OS.LINUX)
class WallClockTests {

	private static final long LENIENCE = Duration.ofMinutes(5).toMillis();

	@TempDir
	Path folder;

	@Test
	void the_wall_clock_jumps_forth_and_back_and_the_monotonic_clock_stays() throws IOException {
		Path library = WallClockLibrary.compile(this.folder).orElse(null);
		assumeThat(library).as("A C compiler").isNotNull();
		WallClock clock = new WallClock(library, this.folder.resolve("offset"));
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), TellsTheTime.class.getName());
		clock.addTo(builder.environment());
		Process process = builder.start();
		try (BufferedReader times = process.inputReader()) {
			assertThat(ask(process, times)).satisfies(TheTime::isRight);
			clock.move(Duration.ofDays(1));
			assertThat(ask(process, times)).satisfies((time) -> time.isOffBy(Duration.ofDays(1)));
			clock.move(Duration.ofDays(-1));
			assertThat(ask(process, times)).satisfies((time) -> time.isOffBy(Duration.ofDays(-1)));
			clock.move(Duration.ZERO);
			assertThat(ask(process, times)).satisfies(TheTime::isRight);
		}
		finally {
			process.destroyForcibly().onExit().join();
		}
	}

	private static TheTime ask(Process process, BufferedReader times) throws IOException {
		process.getOutputStream().write('\n');
		process.getOutputStream().flush();
		String[] parts = times.readLine().split(" ");
		return new TheTime(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
	}

	/**
	 * What a process says.
	 *
	 * @param wall its wall clock, in milliseconds
	 * @param monotonic its monotonic clock, in nanoseconds
	 */
	record TheTime(long wall, long monotonic) {

		void isRight() {
			isOffBy(Duration.ZERO);
		}

		void isOffBy(Duration offset) {
			assertThat(this.wall - System.currentTimeMillis() - offset.toMillis()).isBetween(-LENIENCE, LENIENCE);
			assertThat(Duration.ofNanos(this.monotonic - System.nanoTime()).toMillis()).isBetween(-LENIENCE, LENIENCE);
		}

	}

	/**
	 * Tells both clocks at each byte it reads.
	 */
	static final class TellsTheTime {

		public static void main(String[] arguments) throws IOException {
			PrintStream out = System.out;
			while (System.in.read() >= 0) {
				out.println(System.currentTimeMillis() + " " + System.nanoTime());
			}
		}

	}

}
