/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.nio.charset.StandardCharsets;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.options.GetOption;

import org.springframework.beans.factory.SmartInitializingSingleton;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Reads from etcd before the application is ready, and fails the start when that fails:
 * {@code etcd.fail-fast}. It takes no longer than one call and, after a failure, one look
 * at the endpoints.
 */
final class StartupCheck implements SmartInitializingSingleton {

	/** The key that {@code etcdctl endpoint health} reads too. */
	private static final String KEY = "health";

	private final EtcdCalls calls;

	private final EndpointProbe probe;

	StartupCheck(EtcdCalls calls, EndpointProbe probe) {
		this.calls = calls;
		this.probe = probe;
	}

	@Override
	public void afterSingletonsInstantiated() {
		try {
			this.calls.await(EtcdCall.read("get", KEY), this.calls.client()
				.getKVClient()
				.get(ByteSequence.from(KEY, StandardCharsets.UTF_8), GetOption.builder().withCountOnly(true).build()));
		}
		catch (EtcdPermissionDeniedException ex) {
			// Who is known and may not read this key has found the cluster at work.
			return;
		}
		catch (EtcdException ex) {
			throw new EtcdStartupException(ex, this.probe.ask(this.calls.endpoints()));
		}
	}

}
