/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Optional;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * Reads keys under a prefix, which is never a part of the keys that go in and come out.
 * {@code String} and {@code byte[]} values are as they are in etcd, {@code String} in
 * UTF-8; every other type passes through the {@link EtcdCodec}. A value that can't be
 * decoded fails with {@link EtcdCodecException} and stays as it is.
 * <p>
 * Every method waits for etcd, at most as long as the request timeout for each call that
 * it makes, and fails with an {@link EtcdException}: a bad key with
 * {@link EtcdInvalidArgumentException} before anything is sent. Thread-safe.
 */
public interface EtcdReadOperations extends EtcdRange {

	/**
	 * The prefix under which all keys are, relative to the client's namespace.
	 * @return the prefix with its slash at the end, or an empty string for none
	 */
	String prefix();

	/**
	 * Reads a value as text.
	 * @param key the key
	 * @return the value, empty if there is no such key
	 */
	default Optional<String> get(String key) {
		return get(key, String.class);
	}

	/**
	 * Reads a value.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the value, empty if there is no such key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	<T> Optional<T> get(String key, Class<T> type);

	/**
	 * Reads a value.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the value, empty if there is no such key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	<T> Optional<T> get(String key, ParameterizedTypeReference<T> type);

	/**
	 * Reads a value as text, with its revisions, version and lease.
	 * @param key the key
	 * @return the entry, empty if there is no such key
	 */
	default Optional<EtcdEntry<String>> getEntry(String key) {
		return getEntry(key, String.class);
	}

	/**
	 * Reads a value with its revisions, version and lease.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry, empty if there is no such key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	default <T> Optional<EtcdEntry<T>> getEntry(String key, Class<T> type) {
		return getEntry(key, ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads a value with its revisions, version and lease.
	 * @param key the key
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry, empty if there is no such key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	<T> Optional<EtcdEntry<T>> getEntry(String key, ParameterizedTypeReference<T> type);

	/**
	 * Every key under the prefix that begins with some letters, which need not end at a
	 * slash: {@code node-} stands for {@code node-1} and {@code node-1/state}. The keys
	 * come back relative to {@link #prefix()}, letters included.
	 * @param letters what the keys begin with, not empty
	 * @return the range
	 */
	EtcdRange startingWith(String letters);

	/**
	 * The same keys as they were at an earlier revision.
	 * @param revision a revision, such as {@link WriteResult#revision()}, above 0; reads
	 * fail with {@link io.github.etcd3.spring.EtcdCompactedException} once etcd's history
	 * is compacted past it, and with {@link EtcdInvalidArgumentException} if it lies in
	 * the future
	 * @return a view that reads there
	 */
	EtcdReadOperations atRevision(long revision);

	/**
	 * The same keys as the member that is asked knows them: such a read needs no majority
	 * and is quicker, and may be out of date.
	 * @return a view that reads so
	 */
	EtcdReadOperations serializable();

}
