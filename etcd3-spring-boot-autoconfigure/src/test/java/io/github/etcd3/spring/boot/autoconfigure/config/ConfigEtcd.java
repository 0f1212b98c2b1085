/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.CompactOption;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;

/**
 * An etcd of either kind with configuration, written past the library.
 */
final class ConfigEtcd implements AutoCloseable {

	private final URI endpoint;

	private final Runnable close;

	private final Client client;

	private ConfigEtcd(URI endpoint, Runnable close) {
		this.endpoint = endpoint;
		this.close = close;
		this.client = Client.builder().endpoints(endpoint).build();
	}

	static ConfigEtcd embedded() {
		EmbeddedEtcd etcd = EmbeddedEtcd.start();
		return new ConfigEtcd(etcd.endpoint(), etcd::close);
	}

	static ConfigEtcd real() {
		return of(EtcdProcess.start());
	}

	static ConfigEtcd of(EtcdProcess etcd) {
		return new ConfigEtcd(etcd.endpoint(), etcd::close);
	}

	String endpoint() {
		return this.endpoint.toString();
	}

	ConfigEtcd put(String key, String value) {
		this.client.getKVClient().put(bytes(key), bytes(value)).join();
		return this;
	}

	void delete(String key) {
		this.client.getKVClient().delete(bytes(key)).join();
	}

	/** Forgets all that was before now. */
	void compact() {
		long revision = this.client.getKVClient().get(bytes("any")).join().getHeader().getRevision();
		this.client.getKVClient().compact(revision, CompactOption.DEFAULT).join();
	}

	@Override
	public void close() {
		this.client.close();
		this.close.run();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
