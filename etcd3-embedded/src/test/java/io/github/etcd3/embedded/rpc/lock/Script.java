/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

/**
 * What is asked of a server, and what etcd 3.5.30 answered.
 */
enum Script {

	LEASES(SessionScripts::leases),

	LOCKS(SessionScripts::locks),

	ELECTIONS(SessionScripts::elections),

	OBSERVATIONS(SessionScripts::observations),

	PERMISSIONS(PermissionScript::run);

	@SuppressWarnings("ImmutableEnumChecker")
	private final Steps steps;

	Script(Steps steps) {
		this.steps = steps;
	}

	/**
	 * Asks a fresh server.
	 */
	List<String> play(URI endpoint) throws InterruptedException, TimeoutException {
		ManagedChannel channel = NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort())
			.usePlaintext()
			.build();
		try {
			Transcript transcript = new Transcript(channel);
			this.steps.play(transcript);
			return transcript.lines();
		}
		finally {
			channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
		}
	}

	List<String> recorded() throws IOException {
		String file = name().toLowerCase(Locale.ROOT) + ".txt";
		try (InputStream recorded = Script.class.getResourceAsStream(file)) {
			return new String(recorded.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
		}
	}

	private interface Steps {

		void play(Transcript transcript) throws InterruptedException, TimeoutException;

	}

}
