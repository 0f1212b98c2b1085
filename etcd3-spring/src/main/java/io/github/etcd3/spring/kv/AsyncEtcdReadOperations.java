/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * {@link EtcdReadOperations} without waiting; see {@link AsyncEtcdKvOperations} for
 * threads and failures.
 */
public interface AsyncEtcdReadOperations extends AsyncEtcdRange {

	/**
	 * As {@link EtcdReadOperations#prefix()}.
	 * @return the prefix
	 */
	String prefix();

	/**
	 * As {@link EtcdReadOperations#get(String)}.
	 * @param key the key
	 * @return the value to come
	 */
	default CompletableFuture<Optional<String>> get(String key) {
		return get(key, String.class);
	}

	/**
	 * As {@link EtcdReadOperations#get(String, Class)}.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the value to come
	 */
	default <T> CompletableFuture<Optional<T>> get(String key, Class<T> type) {
		return get(key, ParameterizedTypeReference.forType(type));
	}

	/**
	 * As {@link EtcdReadOperations#get(String, ParameterizedTypeReference)}.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the value to come
	 */
	<T> CompletableFuture<Optional<T>> get(String key, ParameterizedTypeReference<T> type);

	/**
	 * As {@link EtcdReadOperations#getEntry(String)}.
	 * @param key the key
	 * @return the entry to come
	 */
	default CompletableFuture<Optional<EtcdEntry<String>>> getEntry(String key) {
		return getEntry(key, String.class);
	}

	/**
	 * As {@link EtcdReadOperations#getEntry(String, Class)}.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry to come
	 */
	default <T> CompletableFuture<Optional<EtcdEntry<T>>> getEntry(String key, Class<T> type) {
		return getEntry(key, ParameterizedTypeReference.forType(type));
	}

	/**
	 * As {@link EtcdReadOperations#getEntry(String, ParameterizedTypeReference)}.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry to come
	 */
	<T> CompletableFuture<Optional<EtcdEntry<T>>> getEntry(String key, ParameterizedTypeReference<T> type);

	/**
	 * As {@link EtcdReadOperations#startingWith(String)}.
	 * @param letters what the keys begin with, not empty
	 * @return the range
	 */
	AsyncEtcdRange startingWith(String letters);

	/**
	 * As {@link EtcdReadOperations#atRevision(long)}.
	 * @param revision a revision above 0
	 * @return a view that reads there
	 */
	AsyncEtcdReadOperations atRevision(long revision);

	/**
	 * As {@link EtcdReadOperations#serializable()}.
	 * @return a view that reads so
	 */
	AsyncEtcdReadOperations serializable();

}
