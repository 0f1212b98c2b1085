/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * {@link EtcdRange} without waiting; see {@link AsyncEtcdKvOperations} for threads and
 * failures.
 */
public interface AsyncEtcdRange {

	/**
	 * As {@link EtcdRange#list()}.
	 * @return the entries to come
	 */
	default CompletableFuture<List<EtcdEntry<String>>> list() {
		return list(String.class);
	}

	/**
	 * As {@link EtcdRange#list(Class)}.
	 * @param type the values' type
	 * @param <T> the values' type
	 * @return the entries to come
	 */
	default <T> CompletableFuture<List<EtcdEntry<T>>> list(Class<T> type) {
		return list(ParameterizedTypeReference.forType(type));
	}

	/**
	 * As {@link EtcdRange#list(ParameterizedTypeReference)}.
	 * @param type the values' type
	 * @param <T> the values' type
	 * @return the entries to come
	 */
	<T> CompletableFuture<List<EtcdEntry<T>>> list(ParameterizedTypeReference<T> type);

	/**
	 * As {@link EtcdRange#keys()}.
	 * @return the keys to come
	 */
	CompletableFuture<List<String>> keys();

	/**
	 * As {@link EtcdRange#count()}.
	 * @return the number to come
	 */
	CompletableFuture<Long> count();

}
