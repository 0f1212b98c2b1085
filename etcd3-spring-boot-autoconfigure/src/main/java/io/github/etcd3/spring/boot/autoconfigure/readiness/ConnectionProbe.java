/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * A linearizable read through the application's own client, of the key that health checks
 * read too.
 */
final class ConnectionProbe implements ReadinessProbe {

	private static final ByteSequence KEY = ByteSequence.from("health", StandardCharsets.UTF_8);

	private static final EtcdCall READ = EtcdCall.read("get", "health");

	private final EtcdCalls calls;

	private final Duration timeout;

	ConnectionProbe(EtcdCalls calls, Duration timeout) {
		this.calls = calls;
		this.timeout = timeout;
	}

	@Override
	public @Nullable String problem() {
		try {
			CompletableFuture<GetResponse> answer = this.calls.within(this.timeout,
					() -> this.calls.client().getKVClient().get(KEY, GetOption.builder().withCountOnly(true).build()));
			this.calls.await(READ, answer);
			return null;
		}
		catch (EtcdPermissionDeniedException ex) {
			// Said by a member that has a leader.
			return null;
		}
		catch (EtcdException ex) {
			return ex.getMessage();
		}
	}

}
