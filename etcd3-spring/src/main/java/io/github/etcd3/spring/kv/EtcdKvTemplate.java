/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.etcd.jetcd.Client;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.watch.EtcdWatchBuilder;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchObserver;
import io.github.etcd3.spring.watch.WatchedRange;

/**
 * Keys and values of etcd: a thin layer over jetcd's client, as {@link EtcdKvOperations}
 * promises. Immutable and thread-safe; it holds nothing that needs to be closed. To
 * inject and to replace it in tests, use the interface.
 */
public final class EtcdKvTemplate implements EtcdKvOperations {

	private final KvShared shared;

	private final KeySpace keys;

	private final @Nullable Fence fence;

	private final ReadView reads;

	private final WriteRequests writes;

	private final UpdateRequests updates;

	private final BulkRequests bulk;

	/**
	 * A template for all keys, without a session.
	 * @param client the client, preferably made by an
	 * {@link io.github.etcd3.spring.client.EtcdClientFactory}
	 */
	public EtcdKvTemplate(Client client) {
		this(new KvShared(EtcdCalls.of(client), new Values(MissingCodec.orJackson()),
				EtcdKvTemplateBuilder.MAX_REQUEST_SIZE.toBytes(), new FoundKeys(), null, WatchObserver.NONE),
				KeySpace.ALL, null);
	}

	EtcdKvTemplate(KvShared shared, KeySpace keys, @Nullable Fence fence) {
		this.shared = shared;
		this.keys = keys;
		this.fence = fence;
		ReadRequests readRequests = new ReadRequests(shared, keys, 0, false);
		this.reads = new ReadView(readRequests);
		this.writes = new WriteRequests(shared, keys, new TransactionSender(shared, fence));
		this.updates = new UpdateRequests(readRequests, this.writes);
		this.bulk = new BulkRequests(this.writes);
	}

	/**
	 * Starts with the defaults.
	 * @param calls makes the calls
	 * @return a builder
	 */
	public static EtcdKvTemplateBuilder builder(EtcdCalls calls) {
		return new EtcdKvTemplateBuilder(calls);
	}

	@Override
	public String prefix() {
		return this.keys.prefix();
	}

	@Override
	public EtcdKvTemplate withPrefix(String prefix) {
		return new EtcdKvTemplate(this.shared, this.keys.narrow("withPrefix", prefix), this.fence);
	}

	@Override
	public EtcdKvTemplate fenced(Fence fence) {
		return new EtcdKvTemplate(this.shared, this.keys, fence);
	}

	@Override
	public EtcdTransaction transaction() {
		return new EtcdTransaction(this.writes);
	}

	@Override
	public AsyncEtcdKvOperations async() {
		return new AsyncTemplate(this.shared, this.keys, this.fence);
	}

	@Override
	public EtcdReadOperations atRevision(long revision) {
		return this.reads.atRevision(revision);
	}

	@Override
	public EtcdReadOperations serializable() {
		return this.reads.serializable();
	}

	@Override
	public <T> Optional<T> get(String key, Class<T> type) {
		return this.reads.get(key, type);
	}

	@Override
	public <T> Optional<T> get(String key, ParameterizedTypeReference<T> type) {
		return this.reads.get(key, type);
	}

	@Override
	public <T> Optional<EtcdEntry<T>> getEntry(String key, ParameterizedTypeReference<T> type) {
		return this.reads.getEntry(key, type);
	}

	@Override
	public <T> List<EtcdEntry<T>> list(ParameterizedTypeReference<T> type) {
		return this.reads.list(type);
	}

	@Override
	public <T> Stream<EtcdEntry<T>> stream(ParameterizedTypeReference<T> type) {
		return this.reads.stream(type);
	}

	@Override
	public List<String> keys() {
		return this.reads.keys();
	}

	@Override
	public long count() {
		return this.reads.count();
	}

	@Override
	public EtcdRange startingWith(String letters) {
		return this.reads.startingWith(letters);
	}

	@Override
	public WriteResult put(String key, Object value) {
		return this.writes.put(key, value, false).await();
	}

	@Override
	public WriteResult put(String key, Object value, Duration timeToLive) {
		return this.writes.put(key, value, timeToLive).await();
	}

	@Override
	public WriteResult putEphemeral(String key, Object value) {
		return this.writes.putEphemeral(key, value).await();
	}

	@Override
	public WriteResult putWithoutLease(String key, Object value) {
		return this.writes.putWithoutLease(key, value).await();
	}

	@Override
	public WriteResult putIfAbsent(String key, Object value) {
		return this.writes.putIfAbsent(key, value).await();
	}

	@Override
	public WriteResult putIfRevision(String key, Object value, long modRevision) {
		return this.writes.putIfRevision(key, value, modRevision).await();
	}

	@Override
	public WriteResult putIfVersion(String key, Object value, long version) {
		return this.writes.putIfVersion(key, value, version).await();
	}

	@Override
	public WriteResult compareAndSet(String key, Object expected, Object value) {
		return this.writes.compareAndSet(key, expected, value).await();
	}

	@Override
	public WriteResult getAndPut(String key, Object value) {
		return this.writes.put(key, value, true).await();
	}

	@Override
	public WriteResult delete(String key) {
		return this.writes.delete(key, false).await();
	}

	@Override
	public WriteResult getAndDelete(String key) {
		return this.writes.delete(key, true).await();
	}

	@Override
	public <T> Optional<EtcdEntry<T>> update(String key, ParameterizedTypeReference<T> type,
			UnaryOperator<@Nullable T> change) {
		return this.updates.update("update", key, type.getType(), change);
	}

	@Override
	public EtcdEntry<Long> increment(String key, long delta) {
		return this.updates.increment(key, delta);
	}

	@Override
	public WriteResult putAll(Map<String, ?> values) {
		return this.bulk.putAll(values).await();
	}

	@Override
	public WriteResult putAllAtomically(Map<String, ?> values) {
		return this.bulk.putAllAtomically(values).await();
	}

	@Override
	public long deleteAll(Collection<String> keys) {
		return this.bulk.deleteAll(keys).await();
	}

	@Override
	public long deleteAllAtomically(Collection<String> keys) {
		return this.bulk.deleteAllAtomically(keys).await();
	}

	@Override
	public long deleteAll() {
		return this.bulk.deleteAll().await();
	}

	@Override
	public long deleteStartingWith(String letters) {
		return this.bulk.deleteStartingWith(letters).await();
	}

	@Override
	public EtcdWatchBuilder<String> watch() {
		return watch(WatchedKeys.all(this.shared, this.keys));
	}

	@Override
	public EtcdWatchBuilder<String> watch(String prefix) {
		return watch(WatchedKeys.under("watch", this.shared, this.keys, prefix));
	}

	@Override
	public EtcdWatchBuilder<String> watchKey(String key) {
		return watch(WatchedKeys.single(this.shared, this.keys, key));
	}

	private EtcdWatchBuilder<String> watch(WatchedRange range) {
		return new EtcdWatchBuilder<>(range, String.class, this.shared.watchObserver());
	}

	@Override
	public <V> PrefixView<V> view(ParameterizedTypeReference<V> type) {
		return new PrefixView<>(WatchedKeys.all(this.shared, this.keys), type.getType());
	}

	@Override
	public <V> PrefixView<V> view(String prefix, ParameterizedTypeReference<V> type) {
		return new PrefixView<>(WatchedKeys.under("view", this.shared, this.keys, prefix), type.getType());
	}

	@Override
	public <V> PrefixView<V> viewKey(String key, ParameterizedTypeReference<V> type) {
		return new PrefixView<>(WatchedKeys.single(this.shared, this.keys, key), type.getType());
	}

	@Override
	public String toString() {
		return "EtcdKvTemplate[prefix=" + EtcdCall.shown(prefix())
				+ ((this.fence != null) ? ", fence=" + this.fence : "") + "]";
	}

}
