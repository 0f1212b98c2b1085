/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * Sets up a watch: what it tells, and from when on. Not thread-safe; each start makes
 * another watch.
 * <p>
 * So that it can tell the difference when etcd has compacted its history, a watch knows
 * the keys that there are, without values: it reads them at its start, and keeps about
 * 130 bytes and the length of the key for each of them. One with {@link #putsOnly()}
 * needs and keeps nothing of it.
 *
 * @param <V> the type of the values
 */
public final class EtcdWatchBuilder<V> {

	/** How many events wait in this JVM, unless said otherwise. */
	public static final int DEFAULT_BUFFER_SIZE = 4096;

	private final WatchedRange range;

	private final Type type;

	private final WatchObserver observer;

	private long fromRevision;

	private boolean previous;

	private WatchSettings.Kinds kinds = WatchSettings.Kinds.ALL;

	private int bufferSize = DEFAULT_BUFFER_SIZE;

	private WatchErrorHandler errorHandler;

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
		this.errorHandler = WatchTeller.logging(range.name());
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
		EtcdWatchBuilder<T> typed = new EtcdWatchBuilder<>(this.range, type.getType(), this.observer);
		typed.fromRevision = this.fromRevision;
		typed.previous = this.previous;
		typed.kinds = this.kinds;
		typed.bufferSize = this.bufferSize;
		typed.errorHandler = this.errorHandler;
		return typed;
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
		if (revision < 1) {
			throw invalid("can't begin with revision " + revision + ": the first one is 1");
		}
		this.fromRevision = revision;
		return this;
	}

	/**
	 * Asks for the keys as they were before each change.
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> withPrevious() {
		this.previous = true;
		return this;
	}

	/**
	 * Leaves deletions out. Resynced is told all the same.
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> putsOnly() {
		return only(WatchSettings.Kinds.PUTS);
	}

	/**
	 * Leaves puts out. Resynced is told all the same. etcd sends the puts nevertheless:
	 * which keys were deleted can't be known without them.
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> deletesOnly() {
		return only(WatchSettings.Kinds.DELETES);
	}

	/**
	 * Sets how many events may wait for the listener in this JVM. When it falls further
	 * behind, the stream is closed, and opened again behind the last event once there is
	 * room for half of them. One message of etcd's may come on top of it: the changes of
	 * up to 1,000 revisions, where a watch catches up.
	 * @param events a number above 0; 4096 if not set
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> bufferSize(int events) {
		if (events < 1) {
			throw invalid("can't have a buffer of " + events + " events: it takes at least 1");
		}
		this.bufferSize = events;
		return this;
	}

	/**
	 * Sets who is told what goes wrong.
	 * @param handler the handler; a warning in the log if not set
	 * @return this builder
	 */
	public EtcdWatchBuilder<V> errorHandler(WatchErrorHandler handler) {
		this.errorHandler = handler;
		return this;
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
		ListenedWatch<V> watch = new ListenedWatch<>(settings(), listener);
		watch.start();
		return watch;
	}

	/**
	 * Starts the watch without waiting: it begins at once or, while etcd does not answer,
	 * as soon as it does.
	 * @param listener is told what happens
	 * @return the watch, to be closed
	 */
	public EtcdWatch startInBackground(WatchListener<V> listener) {
		ListenedWatch<V> watch = new ListenedWatch<>(settings(), listener);
		watch.startInBackground();
		return watch;
	}

	private EtcdWatchBuilder<V> only(WatchSettings.Kinds kinds) {
		if (this.kinds != WatchSettings.Kinds.ALL && this.kinds != kinds) {
			throw invalid("can't have putsOnly and deletesOnly: nothing would be left");
		}
		this.kinds = kinds;
		return this;
	}

	private WatchSettings settings() {
		return new WatchSettings(this.range, this.type, this.observer, this.fromRevision, this.previous, this.kinds,
				this.bufferSize, this.errorHandler);
	}

	private EtcdInvalidArgumentException invalid(String reason) {
		EtcdCall call = EtcdCall.read("watch", this.range.name());
		return new EtcdInvalidArgumentException(call + " " + reason, call, null);
	}

}
