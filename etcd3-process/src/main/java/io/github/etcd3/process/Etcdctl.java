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
 * Runs {@code etcdctl} beside a server.
 */
final class Etcdctl {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final EtcdBinary binary;

	private final ProcessFolder folder;

	private final @Nullable EtcdTls tls;

	Etcdctl(EtcdBinary binary, ProcessFolder folder, @Nullable EtcdTls tls) {
		this.binary = binary;
		this.folder = folder;
		this.tls = tls;
	}

	CommandResult run(List<URI> endpoints, String... arguments) {
		return this.folder.run(command(endpoints, arguments), TIMEOUT);
	}

	Process start(List<URI> endpoints, String... arguments) {
		return this.folder.start(command(endpoints, arguments), ProcessBuilder.Redirect.PIPE,
				ProcessBuilder.Redirect.DISCARD);
	}

	private List<String> command(List<URI> endpoints, String... arguments) {
		List<String> command = new ArrayList<>();
		command.add(this.binary.etcdctl()
			.orElseThrow(() -> new IllegalStateException("No etcdctl in ETCDCTL_BIN, beside ETCD_BIN or on the PATH: "
					+ "run 'apt-get install etcd-client', or set ETCDCTL_BIN"))
			.toString());
		command.add("--endpoints=" + endpoints.stream().map(URI::toString).collect(Collectors.joining(",")));
		if (this.tls != null) {
			command.addAll(this.tls.etcdctlArguments());
		}
		command.addAll(List.of(arguments));
		return command;
	}

}
