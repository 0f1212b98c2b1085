/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@code etcd} on this machine, and the {@code etcdctl} that goes with it. It is the
 * file named by the environment variable {@code ETCD_BIN}, else the first {@code etcd} on
 * the {@code PATH}; {@code etcdctl} is the file named by {@code ETCDCTL_BIN}, else the
 * neighbour of {@code ETCD_BIN}, else the first on the {@code PATH}.
 */
public final class EtcdBinary {

	/** What to do where {@link #find()} finds nothing. */
	public static final String REMEDY = "run 'apt-get install etcd-server etcd-client', or set ETCD_BIN to the etcd to use";

	private static final Logger logger = LoggerFactory.getLogger(EtcdBinary.class);

	private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

	// A binary is asked for its version, and told in the log, once a JVM.
	private static final Map<Path, EtcdBinary> KNOWN = new ConcurrentHashMap<>();

	private final Path path;

	private final EtcdVersion version;

	private final boolean canSkipFsync;

	private final @Nullable Path etcdctl;

	private EtcdBinary(Path path, EtcdVersion version, boolean canSkipFsync, @Nullable Path etcdctl) {
		this.path = path;
		this.version = version;
		this.canSkipFsync = canSkipFsync;
		this.etcdctl = etcdctl;
	}

	/**
	 * Looks for etcd 3.4 or later.
	 * @return the binary; empty where {@code ETCD_BIN} is not set and there is no etcd on
	 * the {@code PATH}
	 * @throws IllegalStateException if {@code ETCD_BIN} or {@code ETCDCTL_BIN} names no
	 * executable file, or if etcd is older than 3.4 or does not tell its version
	 */
	public static Optional<EtcdBinary> find() {
		return find(System.getenv());
	}

	/**
	 * Looks for etcd 3.4 or later, where there must be one.
	 * @return the binary
	 * @throws IllegalStateException as {@link #find()}, and if there is none
	 */
	public static EtcdBinary require() {
		return find()
			.orElseThrow(() -> new IllegalStateException("No etcd in ETCD_BIN or on the PATH: " + REMEDY + '.'));
	}

	/**
	 * The etcd in a file, whatever the environment says; its {@code etcdctl} is the
	 * neighbour.
	 * @param path the file
	 * @return the binary
	 * @throws IllegalStateException if it is no executable file, or is older than 3.4 or
	 * does not tell its version
	 */
	public static EtcdBinary at(Path path) {
		Path absolute = path.toAbsolutePath();
		if (!isProgram(absolute)) {
			throw new IllegalStateException("There is no etcd to execute at " + absolute + ": " + REMEDY + '.');
		}
		Path etcdctl = absolute.resolveSibling("etcdctl");
		return KNOWN.computeIfAbsent(absolute, (unknown) -> inspect(unknown, isProgram(etcdctl) ? etcdctl : null));
	}

	static Optional<EtcdBinary> find(Map<String, String> environment) {
		Optional<Path> named = named("ETCD_BIN", environment);
		Optional<Path> etcd = named.or(() -> onPath("etcd", environment));
		Optional<Path> etcdctl = named("ETCDCTL_BIN", environment)
			.or(() -> named.map((path) -> path.resolveSibling("etcdctl")).filter(EtcdBinary::isProgram))
			.or(() -> onPath("etcdctl", environment));
		return etcd.map((path) -> KNOWN.computeIfAbsent(path, (unknown) -> inspect(unknown, etcdctl.orElse(null))));
	}

	private static Optional<Path> named(String variable, Map<String, String> environment) {
		String value = environment.get(variable);
		if (value == null || value.isBlank()) {
			return Optional.empty();
		}
		Path path = Path.of(value);
		if (!isProgram(path)) {
			throw new IllegalStateException("The environment variable " + variable + " is '" + value
					+ "', which is not an executable file: correct or unset it.");
		}
		return Optional.of(path.toAbsolutePath());
	}

	private static Optional<Path> onPath(String program, Map<String, String> environment) {
		return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
			.filter((folder) -> !folder.isEmpty())
			.map((folder) -> Path.of(folder, program).toAbsolutePath())
			.filter(EtcdBinary::isProgram)
			.findFirst();
	}

	private static boolean isProgram(Path path) {
		return Files.isRegularFile(path) && Files.isExecutable(path);
	}

	private static EtcdBinary inspect(Path path, @Nullable Path etcdctl) {
		EtcdVersion version = versionOf(path);
		if (!version.isAtLeast(3, 4)) {
			throw new IllegalStateException("etcd " + version + " at " + path
					+ " is too old, 3.4 is the oldest that is supported: " + REMEDY + '.');
		}
		logger.info("etcd {} at {}, etcdctl at {}", version, path, (etcdctl != null) ? etcdctl : "(none)");
		boolean canSkipFsync = ask(path, "--help").contains("--unsafe-no-fsync");
		return new EtcdBinary(path, version, canSkipFsync, etcdctl);
	}

	private static EtcdVersion versionOf(Path path) {
		try {
			return EtcdVersion.parse(ask(path, "--version"));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalStateException(path + " does not tell the version of an etcd: " + REMEDY + '.', ex);
		}
	}

	private static String ask(Path path, String option) {
		try (ProcessFolder folder = new ProcessFolder()) {
			return folder.run(List.of(path.toString(), option), ANSWER_TIMEOUT).output();
		}
	}

	/**
	 * The file that is executed.
	 * @return its absolute path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * What {@code etcd --version} told.
	 * @return the version, 3.4 or later
	 */
	public EtcdVersion version() {
		return this.version;
	}

	/**
	 * Where {@code etcdctl} is.
	 * @return its absolute path, or empty where there is none
	 */
	public Optional<Path> etcdctl() {
		return Optional.ofNullable(this.etcdctl);
	}

	/**
	 * Whether this etcd has {@code --unsafe-no-fsync}, which etcd 3.4 has not.
	 * @return {@code true} if the server can be told not to wait for the disk
	 */
	boolean canSkipFsync() {
		return this.canSkipFsync;
	}

	@Override
	public String toString() {
		return "etcd " + this.version + " at " + this.path;
	}

}
