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
import io.github.etcd3.spring.EtcdException;

/**
 * {@link EtcdKvOperations} without waiting. Nothing is thrown by the methods that return
 * a future: bad input fails it, as everything else does, with an {@link EtcdException}. A
 * future completes on a thread of the library's own, where what depends on it may block.
 * Cancelling a future does not take back what was sent.
 */
public interface AsyncEtcdKvOperations extends AsyncEtcdReadOperations {

	/**
	 * As {@link EtcdKvOperations#withPrefix(String)}.
	 * @param prefix what to add to the prefix
	 * @return a narrowed view
	 */
	AsyncEtcdKvOperations withPrefix(String prefix);

	/**
	 * As {@link EtcdWriteOperations#put(String, Object)}.
	 * @param key the key
	 * @param value the value
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> put(String key, Object value);

	/**
	 * As {@link EtcdWriteOperations#put(String, Object, Duration)}.
	 * @param key the key
	 * @param value the value
	 * @param timeToLive at least 2 s
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> put(String key, Object value, Duration timeToLive);

	/**
	 * As {@link EtcdWriteOperations#putEphemeral(String, Object)}.
	 * @param key the key
	 * @param value the value
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> putEphemeral(String key, Object value);

	/**
	 * As {@link EtcdWriteOperations#putWithoutLease(String, Object)}.
	 * @param key the key
	 * @param value the value
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> putWithoutLease(String key, Object value);

	/**
	 * As {@link EtcdWriteOperations#putIfAbsent(String, Object)}.
	 * @param key the key
	 * @param value the value
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> putIfAbsent(String key, Object value);

	/**
	 * As {@link EtcdWriteOperations#putIfRevision(String, Object, long)}.
	 * @param key the key
	 * @param value the value
	 * @param modRevision the revision that is expected
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> putIfRevision(String key, Object value, long modRevision);

	/**
	 * As {@link EtcdWriteOperations#putIfVersion(String, Object, long)}.
	 * @param key the key
	 * @param value the value
	 * @param version the version that is expected
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> putIfVersion(String key, Object value, long version);

	/**
	 * As {@link EtcdWriteOperations#compareAndSet(String, Object, Object)}.
	 * @param key the key
	 * @param expected the value that is expected
	 * @param value the new value
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> compareAndSet(String key, Object expected, Object value);

	/**
	 * As {@link EtcdWriteOperations#getAndPut(String, Object)}.
	 * @param key the key
	 * @param value the value
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> getAndPut(String key, Object value);

	/**
	 * As {@link EtcdWriteOperations#delete(String)}.
	 * @param key the key
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> delete(String key);

	/**
	 * As {@link EtcdWriteOperations#getAndDelete(String)}.
	 * @param key the key
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> getAndDelete(String key);

	/**
	 * As {@link EtcdWriteOperations#update(String, Class, UnaryOperator)}, the function
	 * being called on a thread of the library's own, where it may block.
	 * @param key the key
	 * @param type the value's type
	 * @param change the function
	 * @param <T> the value's type
	 * @return the entry to come
	 */
	default <T> CompletableFuture<Optional<EtcdEntry<T>>> update(String key, Class<T> type,
			UnaryOperator<@Nullable T> change) {
		return update(key, ParameterizedTypeReference.forType(type), change);
	}

	/**
	 * As
	 * {@link EtcdWriteOperations#update(String, ParameterizedTypeReference, UnaryOperator)},
	 * the function being called on a thread of the library's own, where it may block.
	 * @param key the key
	 * @param type the value's type
	 * @param change the function
	 * @param <T> the value's type
	 * @return the entry to come
	 */
	<T> CompletableFuture<Optional<EtcdEntry<T>>> update(String key, ParameterizedTypeReference<T> type,
			UnaryOperator<@Nullable T> change);

	/**
	 * As {@link EtcdWriteOperations#increment(String)}.
	 * @param key the key
	 * @return the entry to come
	 */
	default CompletableFuture<EtcdEntry<Long>> increment(String key) {
		return increment(key, 1);
	}

	/**
	 * As {@link EtcdWriteOperations#increment(String, long)}.
	 * @param key the key
	 * @param delta what to add
	 * @return the entry to come
	 */
	CompletableFuture<EtcdEntry<Long>> increment(String key, long delta);

	/**
	 * As {@link EtcdBulkOperations#putAll(Map)}.
	 * @param values the values by key
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> putAll(Map<String, ?> values);

	/**
	 * As {@link EtcdBulkOperations#putAllAtomically(Map)}.
	 * @param values the values by key
	 * @return the result to come
	 */
	CompletableFuture<WriteResult> putAllAtomically(Map<String, ?> values);

	/**
	 * As {@link EtcdBulkOperations#deleteAll(Collection)}.
	 * @param keys the keys
	 * @return the number to come
	 */
	CompletableFuture<Long> deleteAll(Collection<String> keys);

	/**
	 * As {@link EtcdBulkOperations#deleteAllAtomically(Collection)}.
	 * @param keys the keys
	 * @return the number to come
	 */
	CompletableFuture<Long> deleteAllAtomically(Collection<String> keys);

	/**
	 * As {@link EtcdBulkOperations#deleteAll()}.
	 * @return the number to come
	 */
	CompletableFuture<Long> deleteAll();

	/**
	 * As {@link EtcdBulkOperations#deleteStartingWith(String)}.
	 * @param letters what the keys begin with, not empty
	 * @return the number to come
	 */
	CompletableFuture<Long> deleteStartingWith(String letters);

}
