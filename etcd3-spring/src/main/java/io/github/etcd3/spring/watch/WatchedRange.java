/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * The keys that are watched, and how a template reads them. Templates make watches, so
 * that this package can't import theirs: it asks for what it needs. Thread-safe.
 */
public interface WatchedRange {

	/**
	 * Makes the calls.
	 * @return the calls
	 */
	EtcdCalls calls();

	/**
	 * What is watched, for messages.
	 * @return the absolute prefix with its slash at the end, or the absolute key
	 */
	String name();

	/**
	 * The first key.
	 * @return a key relative to the client's namespace
	 */
	ByteSequence start();

	/**
	 * The key behind the last one.
	 * @return a key relative to the client's namespace, {@code null} for the first key
	 * alone
	 */
	@Nullable ByteSequence end();

	/**
	 * A key as users see it.
	 * @param absolute a key of this range
	 * @return the key, relative to the template
	 */
	String key(ByteSequence absolute);

	/**
	 * An absolute key of a key as users see it.
	 * @param key a key, relative to the template
	 * @return the absolute key
	 */
	ByteSequence absolute(String key);

	/**
	 * Decodes an entry.
	 * @param stored the entry as etcd has it
	 * @param type the type of the value
	 * @param <V> the type of the value
	 * @return the entry, its key relative to the template
	 * @throws io.github.etcd3.spring.EtcdException if the value is not of this type
	 */
	<V> EtcdEntry<V> entry(KeyValue stored, Type type);

	/**
	 * Reads the whole range at one revision, in pages.
	 * @param revision the revision to read at, or 0 for the present one, which begins
	 * anew if etcd's history is compacted meanwhile
	 * @param keysOnly whether to leave out the values
	 * @return the state to come; fails with an
	 * {@link io.github.etcd3.spring.EtcdException} only
	 */
	CompletableFuture<RangeState> read(long revision, boolean keysOnly);

}
