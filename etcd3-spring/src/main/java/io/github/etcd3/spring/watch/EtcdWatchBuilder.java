/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Sets up a watch: what it tells, and from when on. Not thread-safe; each start makes
 * another watch.
 *
 * @param <V> the type of the values
 */
public final class EtcdWatchBuilder<V> {

	/** How many events wait in this JVM, unless said otherwise. */
	public static final int DEFAULT_BUFFER_SIZE = 4096;

	private final WatchedRange range;

	private final Type type;

	private final WatchObserver observer;

	/**
	 * Begins with the defaults.
	 * @param range what to watch
	 * @param type the type of the values
	 * @param observer is told which watches there are
	 */
	public EtcdWatchBuilder(WatchedRange range, Type type, WatchObserver observer) {
		this.range = range;
		this.type = type;
		this.observer = observer;
	}

	/**
	 * Sets what the values are decoded to.
	 * @param type their type; text if not set
	 * @param <T> their type
	 * @return a builder with the same settings
	 */
	public <T> EtcdWatchBuilder<T> as(Class<T> type) {
		return as(ParameterizedTypeReference.forType(type));
	}

	/**
	 * Sets what the values are decoded to.
	 * @param type their type; text if not set
	 * @param <T> their type
	 * @return a builder with the same settings
	 */
	public <T> EtcdWatchBuilder<T> as(ParameterizedTypeReference<T> type) {
		return new EtcdWatchBuilder<>(this.range, type.getType(), this.observer);
	}

	/**
	 * Begins in the past (or the future): with the first change at this revision or
	 * later. If etcd has compacted it, the keys that were written since are told as they
	 * are, and then {@link WatchEvent.Resynced}; which keys were deleted before can't be
	 * known then.
	 * @param revision above 0, such as {@code WriteResult.revision() + 1}; the present
	 * one if not set
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> fromRevision(long revision) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Asks for the keys as they were before each change.
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> withPrevious() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Leaves deletions out. Resynced is told all the same.
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> putsOnly() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Leaves puts out. Resynced is told all the same.
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> deletesOnly() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Sets how many events may wait for the listener in this JVM. When it falls further
	 * behind, the stream is closed, and opened again behind the last event once there is
	 * room.
	 * @param events a number above 0; 4096 if not set
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> bufferSize(int events) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Sets who is told what goes wrong.
	 * @param handler the handler; a warning in the log if not set
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> errorHandler(WatchErrorHandler handler) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Starts the watch, and waits until it has begun: each change that is made after this
	 * has returned is told.
	 * @param listener is told what happens
	 * @return the watch, to be closed
	 * @throws io.github.etcd3.spring.EtcdException if etcd did not answer within the
	 * request timeout; nothing is left behind then
	 */
	public EtcdWatch start(WatchListener<V> listener) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Starts the watch without waiting: it begins at once or, while etcd does not answer,
	 * as soon as it does.
	 * @param listener is told what happens
	 * @return the watch, to be closed
	 */
	public EtcdWatch startInBackground(WatchListener<V> listener) {
		throw new UnsupportedOperationException();
	}

}
