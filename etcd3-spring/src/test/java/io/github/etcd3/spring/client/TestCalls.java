/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;

import io.github.etcd3.spring.EtcdCall;

/**
 * A client of a test's own, and two calls.
 */
final class TestCalls implements AutoCloseable {

	private final Client client;

	private final EtcdCalls calls;

	TestCalls(EtcdClientSettingsBuilder settings) {
		this.client = new EtcdClientFactory(settings.build(), List.of()).create();
		this.calls = EtcdCalls.of(this.client);
	}

	static EtcdClientSettingsBuilder quick(String... endpoints) {
		return EtcdClientSettings.builder(endpoints).requestTimeout(Duration.ofSeconds(2));
	}

	static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	EtcdCalls calls() {
		return this.calls;
	}

	Client client() {
		return this.client;
	}

	long get(String key) {
		return this.calls.await(EtcdCall.read("get", key), this.client.getKVClient().get(bytes(key))).getCount();
	}

	/** Gives the revision. */
	long put(String key) {
		return this.calls.await(EtcdCall.write("put", key), this.client.getKVClient().put(bytes(key), bytes("value")))
			.getHeader()
			.getRevision();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
