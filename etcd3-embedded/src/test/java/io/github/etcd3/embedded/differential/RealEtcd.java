/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.EtcdProcess;

/**
 * A process of the real etcd that the embedded one is compared with, 3.5 or later. It is
 * the file named by the system property {@code etcd.reference}, else by the environment
 * variable {@code ETCD_REFERENCE_BIN}, else the machine's own etcd if that is late
 * enough.
 */
public final class RealEtcd implements AutoCloseable {

	static final String REMEDY = "set ETCD_REFERENCE_BIN (or -Detcd.reference) to an etcd 3.5 or later;"
			+ " .ci/run unpacks one from a later Debian";

	private final EtcdProcess process;

	private RealEtcd(EtcdProcess process) {
		this.process = process;
	}

	/**
	 * Looks for the reference.
	 * @return the binary; empty where there is none, or only an older one on the path
	 * @throws IllegalStateException if the one that is named is none, or is too old
	 */
	public static Optional<EtcdBinary> binary() {
		return binary(System.getProperty("etcd.reference", System.getenv("ETCD_REFERENCE_BIN")));
	}

	static Optional<EtcdBinary> binary(String named) {
		if (named == null || named.isBlank()) {
			return EtcdBinary.find().filter(RealEtcd::isLateEnough);
		}
		EtcdBinary binary = EtcdBinary.at(Path.of(named));
		if (!isLateEnough(binary)) {
			throw new IllegalStateException(binary + " is too old to be compared with: " + REMEDY + '.');
		}
		return Optional.of(binary);
	}

	private static boolean isLateEnough(EtcdBinary binary) {
		return binary.version().isAtLeast(3, 5);
	}

	/**
	 * Starts a fresh server, that does not wait for the disk.
	 * @param arguments more of its command line, as {@code --name=value}
	 * @return the running server
	 */
	public static RealEtcd start(String... arguments) {
		EtcdBinary binary = binary().orElseThrow(() -> new IllegalStateException("No reference etcd: " + REMEDY));
		return new RealEtcd(EtcdProcess.builder().binary(binary).arguments(arguments).start());
	}

	/**
	 * The process, for {@code etcdctl}.
	 * @return the process
	 */
	public EtcdProcess process() {
		return this.process;
	}

	/**
	 * Where clients connect.
	 * @return its address
	 */
	public URI endpoint() {
		return this.process.endpoint();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
