/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The template's operations that don't wait.
 */
final class AsyncTemplate extends AsyncReadView implements AsyncEtcdKvOperations {

	private final KvShared shared;

	private final KeySpace keys;

	private final @Nullable Fence fence;

	private final WriteRequests writes;

	private final UpdateRequests updates;

	private final BulkRequests bulk;

	AsyncTemplate(KvShared shared, KeySpace keys, @Nullable Fence fence) {
		super(new ReadRequests(shared, keys, 0, false));
		this.shared = shared;
		this.keys = keys;
		this.fence = fence;
		this.writes = new WriteRequests(shared, keys, new TransactionSender(shared, fence));
		this.updates = new UpdateRequests(new ReadRequests(shared, keys, 0, false), this.writes);
		this.bulk = new BulkRequests(this.writes);
	}

	@Override
	public AsyncEtcdKvOperations withPrefix(String prefix) {
		return new AsyncTemplate(this.shared, this.keys.narrow("withPrefix", prefix), this.fence);
	}

	@Override
	public CompletableFuture<WriteResult> put(String key, Object value) {
		return future(() -> this.writes.put(key, value, false));
	}

	@Override
	public CompletableFuture<WriteResult> put(String key, Object value, Duration timeToLive) {
		return future(() -> this.writes.put(key, value, timeToLive));
	}

	@Override
	public CompletableFuture<WriteResult> putEphemeral(String key, Object value) {
		return future(() -> this.writes.putEphemeralAsync(key, value));
	}

	@Override
	public CompletableFuture<WriteResult> putWithoutLease(String key, Object value) {
		return future(() -> this.writes.putWithoutLease(key, value));
	}

	@Override
	public CompletableFuture<WriteResult> putIfAbsent(String key, Object value) {
		return future(() -> this.writes.putIfAbsent(key, value));
	}

	@Override
	public CompletableFuture<WriteResult> putIfRevision(String key, Object value, long modRevision) {
		return future(() -> this.writes.putIfRevision(key, value, modRevision));
	}

	@Override
	public CompletableFuture<WriteResult> putIfVersion(String key, Object value, long version) {
		return future(() -> this.writes.putIfVersion(key, value, version));
	}

	@Override
	public CompletableFuture<WriteResult> compareAndSet(String key, Object expected, Object value) {
		return future(() -> this.writes.compareAndSet(key, expected, value));
	}

	@Override
	public CompletableFuture<WriteResult> getAndPut(String key, Object value) {
		return future(() -> this.writes.put(key, value, true));
	}

	@Override
	public CompletableFuture<WriteResult> delete(String key) {
		return future(() -> this.writes.delete(key, false));
	}

	@Override
	public CompletableFuture<WriteResult> getAndDelete(String key) {
		return future(() -> this.writes.delete(key, true));
	}

	@Override
	public <T> CompletableFuture<Optional<EtcdEntry<T>>> update(String key, ParameterizedTypeReference<T> type,
			UnaryOperator<@Nullable T> change) {
		return future(() -> this.updates.updateAsync("update", key, type.getType(), change));
	}

	@Override
	public CompletableFuture<EtcdEntry<Long>> increment(String key, long delta) {
		return future(() -> this.updates.incrementAsync(key, delta));
	}

	@Override
	public CompletableFuture<WriteResult> putAll(Map<String, ?> values) {
		return future(() -> this.bulk.putAll(values));
	}

	@Override
	public CompletableFuture<WriteResult> putAllAtomically(Map<String, ?> values) {
		return future(() -> this.bulk.putAllAtomically(values));
	}

	@Override
	public CompletableFuture<Long> deleteAll(Collection<String> keys) {
		return future(() -> this.bulk.deleteAll(keys));
	}

	@Override
	public CompletableFuture<Long> deleteAllAtomically(Collection<String> keys) {
		return future(() -> this.bulk.deleteAllAtomically(keys));
	}

	@Override
	public CompletableFuture<Long> deleteAll() {
		return future(this.bulk::deleteAll);
	}

	@Override
	public CompletableFuture<Long> deleteStartingWith(String letters) {
		return future(() -> this.bulk.deleteStartingWith(letters));
	}

}
