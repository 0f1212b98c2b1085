/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder and the processes that work in it: all of them end, and the folder
 * goes, with {@link #close()} or with this JVM, even if that is killed.
 * <p>
 * A shell waits at the end of a pipe that only this JVM holds open; when the pipe closes
 * the shell kills the processes and removes the folder. A process notes its id in the
 * folder and only then, if the folder is still open, becomes the program to run: so there
 * is none that the shell does not know of, and the {@link Process} is the program itself.
 */
final class ProcessFolder implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ProcessFolder.class);

	private static final Duration CLEANUP_TIMEOUT = Duration.ofSeconds(20);

	// Signals are ignored, since Ctrl+C reaches the whole process group.
	private static final String WATCHDOG = """
			trap '' HUP INT TERM
			read -r _
			rm -f "$1/open"
			for note in "$1"/running/*; do
				kill -KILL "${note##*/}"
			done
			for attempt in 1 2 3 4 5; do
				rm -rf "$1" && exit 0
				sleep 1
			done
			exit 1
			""";

	private static final String LAUNCHER = """
			: > "$1/running/$$"
			[ -e "$1/open" ] || exit 1
			shift
			exec "$@"
			""";

	private final Path path;

	private final Process watchdog;

	private final Set<Process> processes = ConcurrentHashMap.newKeySet();

	ProcessFolder() {
		try {
			this.path = Files.createTempDirectory("etcd3-process-");
			this.watchdog = new ProcessBuilder("sh", "-c", WATCHDOG, "etcd3-process-watchdog", this.path.toString())
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			Files.createDirectory(this.path.resolve("running"));
			Files.createFile(this.path.resolve("open"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot make a temporary folder for etcd", ex);
		}
	}

	Path path() {
		return this.path;
	}

	/**
	 * Starts a program. None of etcd's own variables of this JVM's environment reaches
	 * it, {@code ETCD_UNSUPPORTED_ARCH} apart.
	 * @param command the program and its arguments
	 * @param output where its standard output goes
	 * @param errors where its standard error goes
	 * @return the program's own process
	 */
	Process start(List<String> command, ProcessBuilder.Redirect output, ProcessBuilder.Redirect errors) {
		return start(command, new File("/dev/null"), output, errors);
	}

	private Process start(List<String> command, File input, ProcessBuilder.Redirect output,
			ProcessBuilder.Redirect errors) {
		List<String> launch = new ArrayList<>(
				List.of("sh", "-c", LAUNCHER, "etcd3-process-launcher", this.path.toString()));
		launch.addAll(command);
		ProcessBuilder builder = new ProcessBuilder(launch).redirectInput(input)
			.redirectOutput(output)
			.redirectError(errors);
		builder.environment()
			.keySet()
			.removeIf((name) -> (name.startsWith("ETCD_") && !name.equals("ETCD_UNSUPPORTED_ARCH"))
					|| name.startsWith("ETCDCTL_"));
		builder.environment().put("ETCDCTL_API", "3");
		try {
			Process process = builder.start();
			this.processes.add(process);
			process.onExit().thenAccept(this::forget);
			return process;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot start " + command, ex);
		}
	}

	/**
	 * Runs a program to its end.
	 * @param command the program and its arguments
	 * @param timeout after which it is killed
	 * @return how it ended
	 * @throws IllegalStateException if it takes longer
	 */
	CommandResult run(List<String> command, Duration timeout) {
		return run(command, "", timeout);
	}

	/**
	 * Runs a program that reads to its end.
	 * @param command the program and its arguments
	 * @param input what it reads from its standard input
	 * @param timeout after which it is killed
	 * @return how it ended
	 * @throws IllegalStateException if it takes longer
	 */
	CommandResult run(List<String> command, String input, Duration timeout) {
		try {
			Path written = Files.createTempDirectory(this.path, "command-");
			Path output = written.resolve("output");
			Path errors = written.resolve("errors");
			File read = Files.writeString(written.resolve("input"), input).toFile();
			Process process = start(command, read, ProcessBuilder.Redirect.to(output.toFile()),
					ProcessBuilder.Redirect.to(errors.toFile()));
			if (!Waiting.forExit(process, timeout)) {
				process.destroyForcibly();
				throw new IllegalStateException("Still running after " + timeout + ", killed: " + command);
			}
			return new CommandResult(process.exitValue(), Files.readString(output), Files.readString(errors));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot run " + command, ex);
		}
	}

	/**
	 * Deletes a file or a folder with all that is in it.
	 * @param name of what is in this folder
	 */
	void delete(String name) {
		run(List.of("rm", "-rf", this.path.resolve(name).toString()), CLEANUP_TIMEOUT).orThrow();
	}

	/**
	 * Sends a signal.
	 * @param process one of this folder
	 * @param name such as {@code STOP}
	 */
	void signal(Process process, String name) {
		// The shell's own kill: a slim image has no other.
		run(List.of("sh", "-c", "kill -" + name + ' ' + process.pid()), CLEANUP_TIMEOUT);
	}

	/**
	 * Ends a process, even one that is halted, in its own way; kills it when that takes
	 * too long.
	 * @param process one of this folder
	 * @param timeout after which it is killed
	 */
	void terminate(Process process, Duration timeout) {
		process.destroy();
		signal(process, "CONT");
		if (!Waiting.forExit(process, timeout)) {
			logger.warn("The process {} was killed, it did not end within {}", process.pid(), timeout);
			kill(process);
		}
	}

	/**
	 * Kills a process and waits for its end.
	 * @param process one of this folder
	 */
	void kill(Process process) {
		process.destroyForcibly();
		if (!Waiting.forExit(process, CLEANUP_TIMEOUT)) {
			throw new IllegalStateException("The process " + process.pid() + " does not end");
		}
	}

	// Once it has ended its id may become another's, whom the watchdog must not kill.
	private void forget(Process process) {
		this.processes.remove(process);
		try {
			Files.deleteIfExists(this.path.resolve("running").resolve(Long.toString(process.pid())));
		}
		catch (IOException ex) {
			logger.debug("The note of process {} stays", process.pid(), ex);
		}
	}

	@Override
	public void close() {
		try {
			// First: from here on all goes even if this thread is interrupted.
			this.watchdog.getOutputStream().close();
		}
		catch (IOException ex) {
			logger.debug("The pipe to the watchdog of {} was broken", this.path, ex);
		}
		this.processes.forEach(this::kill);
		if (!Waiting.forExit(this.watchdog, CLEANUP_TIMEOUT) || Files.exists(this.path)) {
			logger.warn("The folder {} could not be removed", this.path);
		}
	}

}
