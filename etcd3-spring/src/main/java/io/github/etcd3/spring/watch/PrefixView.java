/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.etcd3.spring.EtcdEntry;

/**
 * A local, read-only copy of the keys under a prefix: loaded at one revision and kept up
 * to date by a watch, so that reads are look-ups in memory. It may be a little behind
 * etcd, and says so: {@link #revision()}, {@link #isCurrent()}, {@link #age()}; who has
 * written waits for the write by {@link #awaitRevision}. While etcd does not answer, it
 * stays as it was.
 * <p>
 * Loading starts with the view, in the background, and is tried until it works. Reads
 * before it is done wait, at most as long as a request may take, and then fail.
 * Thread-safe.
 *
 * @param <V> the type of the values
 */
public final class PrefixView<V> implements AutoCloseable {

	/**
	 * Opens a view.
	 * @param range what to copy
	 * @param type the type of the values
	 */
	public PrefixView(WatchedRange range, Type type) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Looks a value up.
	 * @param key the key, relative to the template that made the view
	 * @return the value, empty if there is no such key
	 */
	public Optional<V> get(String key) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Looks an entry up.
	 * @param key the key, relative to the template that made the view
	 * @return the entry, empty if there is no such key
	 */
	public Optional<EtcdEntry<V>> getEntry(String key) {
		throw new UnsupportedOperationException();
	}

	/**
	 * All entries as they were at one revision.
	 * @return an immutable copy
	 */
	public PrefixSnapshot<V> snapshot() {
		throw new UnsupportedOperationException();
	}

	/**
	 * All entries as they were at one revision.
	 * @return the entries in the order of their keys' UTF-8 bytes
	 */
	public List<EtcdEntry<V>> list() {
		throw new UnsupportedOperationException();
	}

	/**
	 * All keys as they were at one revision.
	 * @return the keys, in the order of their UTF-8 bytes
	 */
	public Set<String> keys() {
		throw new UnsupportedOperationException();
	}

	/**
	 * How many keys there are.
	 * @return a number
	 */
	public int size() {
		throw new UnsupportedOperationException();
	}

	/**
	 * The revision of etcd that the view shows.
	 * @return the revision, 0 while it is not loaded
	 */
	public long revision() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Whether it is loaded, its watch is open, and all that came was taken over.
	 * @return {@code false} while it may be behind for longer than a message takes
	 */
	public boolean isCurrent() {
		throw new UnsupportedOperationException();
	}

	/**
	 * How old it may be.
	 * @return how long ago etcd last confirmed the watch; a healthy one is confirmed
	 * every few seconds
	 */
	public Duration age() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Waits until the view is loaded.
	 * @param timeout how long to wait
	 * @return {@code false} if it is not loaded by then
	 */
	public boolean awaitLoaded(Duration timeout) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Waits until the view shows a revision or a later one: so that one reads one's own
	 * writes. Works for a revision of any key, also outside of the prefix.
	 * @param revision such as {@code WriteResult.revision()}
	 * @param timeout how long to wait
	 * @return {@code false} if it does not show it by then
	 */
	public boolean awaitRevision(long revision, Duration timeout) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Adds a listener. It is told the entries that there are, and then every change. One
	 * that is slow is told the changes of a key as one, and holds up neither the view nor
	 * other listeners.
	 * @param listener the listener
	 */
	public void addListener(PrefixViewListener<V> listener) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Removes a listener. A call to it may still be under way.
	 * @param listener the listener
	 */
	public void removeListener(PrefixViewListener<V> listener) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends the watch. Reads fail from now on. Idempotent; waits for nothing.
	 */
	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
