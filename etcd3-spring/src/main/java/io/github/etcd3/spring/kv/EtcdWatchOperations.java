/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.EtcdWatchBuilder;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchListener;

/**
 * Follows the changes of keys under a prefix. Keys are relative to the template, as they
 * are in its reads. A prefix is bounded: {@code nodes} stands for {@code nodes/}. Bad
 * keys and prefixes fail with {@link io.github.etcd3.spring.EtcdInvalidArgumentException}
 * before anything is sent. Thread-safe.
 */
public interface EtcdWatchOperations {

	/**
	 * Watches the keys under a prefix from now on, their values as text; see
	 * {@link EtcdWatchBuilder#start}.
	 * @param prefix what to add to the template's prefix, not empty
	 * @param listener is told what happens
	 * @return the watch, to be closed
	 * @throws io.github.etcd3.spring.EtcdException if etcd did not answer within the
	 * request timeout
	 */
	default EtcdWatch watch(String prefix, WatchListener<String> listener) {
		return watch(prefix).start(listener);
	}

	/**
	 * Sets up a watch on all keys of the template.
	 * @return a builder
	 */
	EtcdWatchBuilder<String> watch();

	/**
	 * Sets up a watch on the keys under a prefix.
	 * @param prefix what to add to the template's prefix, not empty
	 * @return a builder
	 */
	EtcdWatchBuilder<String> watch(String prefix);

	/**
	 * Sets up a watch on one key.
	 * @param key the key
	 * @return a builder
	 */
	EtcdWatchBuilder<String> watchKey(String key);

	/**
	 * Opens a local copy of all keys of the template. Waits for nothing.
	 * @param type the values' type
	 * @param <V> the values' type
	 * @return the view, to be closed
	 */
	default <V> PrefixView<V> view(Class<V> type) {
		return view(ParameterizedTypeReference.forType(type));
	}

	/**
	 * Opens a local copy of all keys of the template. Waits for nothing.
	 * @param type the values' type
	 * @param <V> the values' type
	 * @return the view, to be closed
	 */
	<V> PrefixView<V> view(ParameterizedTypeReference<V> type);

	/**
	 * Opens a local copy of the keys under a prefix. Waits for nothing.
	 * @param prefix what to add to the template's prefix, not empty
	 * @param type the values' type
	 * @param <V> the values' type
	 * @return the view, to be closed
	 */
	default <V> PrefixView<V> view(String prefix, Class<V> type) {
		return view(prefix, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Opens a local copy of the keys under a prefix. Waits for nothing.
	 * @param prefix what to add to the template's prefix, not empty
	 * @param type the values' type
	 * @param <V> the values' type
	 * @return the view, to be closed
	 */
	<V> PrefixView<V> view(String prefix, ParameterizedTypeReference<V> type);

	/**
	 * Opens a local copy of one key. Waits for nothing.
	 * @param key the key
	 * @param type the value's type
	 * @param <V> the value's type
	 * @return the view, to be closed
	 */
	default <V> PrefixView<V> viewKey(String key, Class<V> type) {
		return viewKey(key, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Opens a local copy of one key. Waits for nothing.
	 * @param key the key
	 * @param type the value's type
	 * @param <V> the value's type
	 * @return the view, to be closed
	 */
	<V> PrefixView<V> viewKey(String key, ParameterizedTypeReference<V> type);

}
