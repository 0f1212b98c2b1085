/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.lock.EtcdLockSettings;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

/**
 * What one application has: a client, a session and its queues. Several of them in a test
 * exclude each other as JVMs do. It can also do to keys what others than holders do.
 */
public final class Application implements AutoCloseable {

	private final Client client;

	private final EtcdCalls calls;

	private final EtcdSession session;

	private final EtcdContention contention;

	private Application(EtcdClientSettings clientSettings, EtcdSessionSettings settings) {
		this.client = new EtcdClientFactory(clientSettings, List.of()).create();
		this.calls = EtcdCalls.of(this.client);
		this.session = new EtcdSession(this.calls, settings);
		this.contention = new EtcdContention(this.calls, this.session);
	}

	public static Application of(List<URI> endpoints) {
		return of(endpoints, EtcdSessionSettings.defaults());
	}

	public static Application of(EtcdClientSettings clientSettings, EtcdSessionSettings settings) {
		return new Application(clientSettings, settings);
	}

	public static Application of(List<URI> endpoints, EtcdSessionSettings settings) {
		return new Application(EtcdClientSettings.builder(urls(endpoints)).build(), settings);
	}

	public static Application withNamespace(List<URI> endpoints, String namespace) {
		return new Application(EtcdClientSettings.builder(urls(endpoints)).namespace(namespace).build(),
				EtcdSessionSettings.defaults());
	}

	private static String[] urls(List<URI> endpoints) {
		return endpoints.stream().map(URI::toString).toArray(String[]::new);
	}

	public EtcdCalls calls() {
		return this.calls;
	}

	public EtcdSession session() {
		return this.session;
	}

	public EtcdContention contention() {
		return this.contention;
	}

	public EtcdKvTemplate kv() {
		return EtcdKvTemplate.builder(this.calls).build();
	}

	public EtcdLockTemplate locks(String prefix) {
		return new EtcdLockTemplate(this.contention, kv(), new EtcdLockSettings(prefix, Duration.ofSeconds(30)));
	}

	/** All keys that begin with some letters, in the order of their creation. */
	public List<KeyValue> keys(String letters) {
		GetOption option = GetOption.builder()
			.isPrefix(true)
			.withSortField(GetOption.SortTarget.CREATE)
			.withSortOrder(GetOption.SortOrder.ASCEND)
			.build();
		return this.calls.await(EtcdCall.read("get", letters), this.client.getKVClient().get(bytes(letters), option))
			.getKvs();
	}

	public void put(String key, long leaseId) {
		this.calls.await(EtcdCall.write("put", key), this.client.getKVClient()
			.put(bytes(key), bytes("test"), PutOption.builder().withLeaseId(leaseId).build()));
	}

	public void delete(String key) {
		this.calls.await(EtcdCall.write("delete", key), this.client.getKVClient().delete(bytes(key)));
	}

	/** The cluster's revision now. */
	public long revision() {
		return this.calls.await(EtcdCall.read("get", "-"), this.client.getKVClient().get(bytes("-")))
			.getHeader()
			.getRevision();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	/** As who takes things apart in the wrong order. */
	public void closeClientFirst() {
		this.client.close();
		this.contention.close();
		this.session.close();
	}

	/** As Spring stops the beans. */
	@Override
	public void close() {
		this.contention.close();
		this.session.close();
		this.client.close();
	}

}
