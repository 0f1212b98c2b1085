/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * One process of an application. It ends with this JVM, however that ends, and even if it
 * stands still then.
 */
final class ApplicationProcess {

	/** Not as a class: only the process itself loads the library. */
	private static final String MAIN = "io.github.etcd3.faults.application.LaboratoryApplication";

	private static final String STARTED = "Started LaboratoryApplication in ";

	private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

	private static final int SHOWN = 4_000;

	private final String name;

	private final Path log;

	private final Process process;

	private final Process watchdog;

	private ApplicationProcess(String name, Path log, Process process) throws IOException {
		this.name = name;
		this.log = log;
		this.process = process;
		// Its input is a pipe that this JVM holds open: it reads on when this JVM is
		// gone.
		this.watchdog = new ProcessBuilder("sh", "-c", "trap '' HUP INT; read -r _; kill -KILL " + process.pid())
			.start();
		process.onExit().thenRun(this.watchdog::destroyForcibly);
	}

	static ApplicationProcess start(InstanceSettings settings, int incarnation, @Nullable WallClock clock) {
		String name = settings.name() + '.' + incarnation;
		Path log = settings.logs().resolve(name + ".log");
		ProcessBuilder builder = new ProcessBuilder(command(settings, incarnation)).redirectErrorStream(true)
			.redirectOutput(log.toFile());
		if (clock != null) {
			clock.addTo(builder.environment());
		}
		try {
			Process process = builder.start();
			try {
				return new ApplicationProcess(name, log, process);
			}
			catch (IOException ex) {
				process.destroyForcibly();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> command(InstanceSettings settings, int incarnation) {
		List<String> command = new ArrayList<>(settings.launcher());
		command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), MAIN,
				"--laboratory.name=" + settings.name(), "--laboratory.incarnation=" + incarnation,
				"--laboratory.history="
						+ settings.histories().resolve(settings.name() + '.' + incarnation + ".jsonl").toAbsolutePath(),
				"--laboratory.seed=" + settings.seed(), "--etcd.endpoints="
						+ settings.endpoints().stream().map(Object::toString).collect(Collectors.joining(","))));
		if (settings.bug() != null) {
			command.add("--laboratory.bug=" + settings.bug());
		}
		command.addAll(settings.properties());
		return command;
	}

	/** Waits until its workloads run. */
	void awaitStarted() {
		long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
		while (!log().contains(STARTED)) {
			if (!this.process.isAlive() || System.nanoTime() > deadline) {
				throw new IllegalStateException(this + " did not start: " + endOfLog());
			}
			LockSupport.parkNanos(PAUSE);
		}
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	void signal(String signal) {
		try {
			Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(this.process.pid())).inheritIO()
				.start();
			kill.waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while it sent " + signal + " to " + this, ex);
		}
	}

	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	void stop(Duration timeout) {
		try {
			this.process.getOutputStream().write("stop\n".getBytes(StandardCharsets.UTF_8));
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(this + " does not listen: " + endOfLog(), ex);
		}
		try {
			if (!this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException(
						this + " did not end within " + timeout.toSeconds() + " s: " + endOfLog());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while it waited for the end of " + this, ex);
		}
		if (this.process.exitValue() != 0) {
			throw new IllegalStateException(
					this + " ended with exit code " + this.process.exitValue() + ": " + endOfLog());
		}
	}

	private String log() {
		try {
			return Files.readString(this.log, StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String endOfLog() {
		String all = log();
		return all.substring(Math.max(0, all.length() - SHOWN));
	}

	@Override
	public String toString() {
		return this.name + " (process " + this.process.pid() + ")";
	}

}
