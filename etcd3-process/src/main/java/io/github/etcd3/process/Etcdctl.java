/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Runs {@code etcdctl} on a server, whosesoever it is. Thread-safe.
 */
public final class Etcdctl implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final EtcdBinary binary;

	private final ProcessFolder folder;

	private final @Nullable EtcdTls tls;

	private final List<URI> endpoints;

	Etcdctl(EtcdBinary binary, ProcessFolder folder, @Nullable EtcdTls tls, List<URI> endpoints) {
		this.binary = binary;
		this.folder = folder;
		this.tls = tls;
		this.endpoints = List.copyOf(endpoints);
	}

	/**
	 * For a server that is no {@link EtcdProcess}.
	 * @param binary whose {@code etcdctl} to run
	 * @param endpoint the server
	 * @return what runs it; to be closed
	 */
	public static Etcdctl on(EtcdBinary binary, URI endpoint) {
		return new Etcdctl(binary, new ProcessFolder(), null, List.of(endpoint));
	}

	Etcdctl on(List<URI> others) {
		return new Etcdctl(this.binary, this.folder, this.tls, others);
	}

	/**
	 * Runs it to its end, without any input.
	 * @param arguments such as {@code "get", "key"}
	 * @return how it ended; a failure is no exception
	 * @throws IllegalStateException if there is no {@code etcdctl}, or it takes over 20 s
	 */
	public CommandResult run(String... arguments) {
		return this.folder.run(command(arguments), TIMEOUT);
	}

	/**
	 * Runs it to its end with something to read.
	 * @param input what it reads from its standard input
	 * @param arguments such as {@code "txn"}
	 * @return how it ended; a failure is no exception
	 * @throws IllegalStateException as {@link #run(String...)}
	 */
	public CommandResult runWithInput(String input, String... arguments) {
		return this.folder.run(command(arguments), input, TIMEOUT);
	}

	/**
	 * Starts a long one, such as {@code lock} or {@code watch}. It is killed when this is
	 * closed, or the server that this came with.
	 * @param arguments such as {@code "lock", "name"}
	 * @return the running process; its output can be read from it
	 * @throws IllegalStateException if there is no {@code etcdctl}
	 */
	public Process start(String... arguments) {
		return this.folder.start(command(arguments), ProcessBuilder.Redirect.PIPE, ProcessBuilder.Redirect.DISCARD);
	}

	private List<String> command(String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(this.binary.etcdctl()
			.orElseThrow(() -> new IllegalStateException("No etcdctl in ETCDCTL_BIN, beside ETCD_BIN or on the PATH: "
					+ "run 'apt-get install etcd-client', or set ETCDCTL_BIN"))
			.toString());
		command.add("--endpoints=" + this.endpoints.stream().map(URI::toString).collect(Collectors.joining(",")));
		if (this.tls != null) {
			command.addAll(this.tls.etcdctlArguments());
		}
		command.addAll(List.of(arguments));
		return command;
	}

	/**
	 * Kills each that was started, and removes what they left.
	 */
	@Override
	public void close() {
		this.folder.close();
	}

}
