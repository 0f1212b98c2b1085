/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;

/**
 * Reads many keys: everything under a prefix, or every key that begins with some letters.
 * The keys come in the order of their UTF-8 bytes, relative to the template that they
 * were asked from. A large range is read in several pages, all at the one revision of the
 * first, so that the answer is consistent and no message outgrows gRPC's limit. Every
 * method waits for etcd and fails with an {@link EtcdException}. Thread-safe.
 */
public interface EtcdRange {

	/**
	 * Reads all entries, their values as text. Starts anew if etcd's history is compacted
	 * meanwhile.
	 * @return the entries, possibly none
	 */
	default List<EtcdEntry<String>> list() {
		return list(String.class);
	}

	/**
	 * Reads all entries. Starts anew if etcd's history is compacted meanwhile.
	 * @param type the values' type
	 * @param <T> the values' type
	 * @return the entries, possibly none
	 * @throws EtcdCodecException if one value is not of this type
	 */
	default <T> List<EtcdEntry<T>> list(Class<T> type) {
		return list(ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads all entries. Starts anew if etcd's history is compacted meanwhile.
	 * @param type the values' type
	 * @param <T> the values' type
	 * @return the entries, possibly none
	 * @throws EtcdCodecException if one value is not of this type
	 */
	<T> List<EtcdEntry<T>> list(ParameterizedTypeReference<T> type);

	/**
	 * Reads all entries page by page while the stream is consumed, their values as text.
	 * @return the entries; see {@link #stream(ParameterizedTypeReference)}
	 */
	default Stream<EtcdEntry<String>> stream() {
		return stream(String.class);
	}

	/**
	 * Reads all entries page by page while the stream is consumed.
	 * @param type the values' type
	 * @param <T> the values' type
	 * @return the entries; see {@link #stream(ParameterizedTypeReference)}
	 */
	default <T> Stream<EtcdEntry<T>> stream(Class<T> type) {
		return stream(ParameterizedTypeReference.forType(type));
	}

	/**
	 * Reads all entries page by page while the stream is consumed: it never holds more
	 * than one page. Nothing is read before the first entry is asked for, and nothing
	 * needs to be closed. While it is consumed it fails as reads do, and with
	 * {@link EtcdCompactedException} if it takes so long that etcd's history is compacted
	 * past the revision of its first page: then read faster, or {@code list}.
	 * @param type the values' type
	 * @param <T> the values' type
	 * @return the entries, one after the other
	 */
	<T> Stream<EtcdEntry<T>> stream(ParameterizedTypeReference<T> type);

	/**
	 * Reads all keys, without their values. Starts anew if etcd's history is compacted
	 * meanwhile.
	 * @return the keys, possibly none
	 */
	List<String> keys();

	/**
	 * Counts the keys. One small call.
	 * @return how many there are
	 */
	long count();

}
