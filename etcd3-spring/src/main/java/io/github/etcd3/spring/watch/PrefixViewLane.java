/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;

/**
 * Tells one listener of a view what changed. It keeps only which keys it has not told
 * yet, and what it told of them last: never more than there are keys now, or were when
 * the listener was told last.
 *
 * @param <V> the type of the values
 */
final class PrefixViewLane<V> {

	private static final Logger logger = LoggerFactory.getLogger(PrefixViewLane.class);

	private final String name;

	private final PrefixViewListener<V> listener;

	private final Executor executor;

	private final Lock lock;

	private final Function<String, @Nullable EtcdEntry<V>> current;

	/** The keys to tell, with what the listener knows of them. Guarded by the lock. */
	private final Map<String, @Nullable EtcdEntry<V>> pending = new LinkedHashMap<>();

	/** Guarded by the lock. */
	private boolean running;

	/** Guarded by the lock. */
	private boolean ended;

	/**
	 * A lane with nothing to tell.
	 * @param name of the view, for messages
	 * @param listener who is told
	 * @param executor where
	 * @param lock the view's
	 * @param current looks up what there is; called under the lock
	 */
	PrefixViewLane(String name, PrefixViewListener<V> listener, Executor executor, Lock lock,
			Function<String, @Nullable EtcdEntry<V>> current) {
		this.name = name;
		this.listener = listener;
		this.executor = executor;
		this.lock = lock;
		this.current = current;
	}

	boolean isOf(PrefixViewListener<V> other) {
		return this.listener.equals(other);
	}

	/** Takes note of a change; called under the lock, before {@link #start()}. */
	void changed(String key, @Nullable EtcdEntry<V> before, @Nullable EtcdEntry<V> after) {
		if (before == after || this.ended) {
			return;
		}
		if (!this.pending.containsKey(key)) {
			this.pending.put(key, before);
		}
		else if (after == null && this.pending.get(key) == null) {
			// It came and went, and nobody has seen it.
			this.pending.remove(key);
		}
	}

	/** Sees to it that what has changed is told; called without the lock. */
	void start() {
		this.lock.lock();
		try {
			if (this.running || this.pending.isEmpty()) {
				return;
			}
			this.running = true;
		}
		finally {
			this.lock.unlock();
		}
		this.executor.execute(this::run);
	}

	/** Tells nothing more; called under the lock. */
	void end() {
		this.ended = true;
		this.pending.clear();
	}

	private void run() {
		for (PrefixViewChange<V> change = next(); change != null; change = next()) {
			try {
				this.listener.changed(change);
			}
			catch (RuntimeException | Error ex) {
				logger.warn("A listener of the view of '{}' failed for '{}'; it is told what comes next",
						EtcdCall.shown(this.name), EtcdCall.shown(change.key()), ex);
			}
		}
	}

	private @Nullable PrefixViewChange<V> next() {
		this.lock.lock();
		try {
			Iterator<Map.Entry<String, @Nullable EtcdEntry<V>>> first = this.pending.entrySet().iterator();
			while (first.hasNext()) {
				Map.Entry<String, @Nullable EtcdEntry<V>> known = first.next();
				String key = known.getKey();
				EtcdEntry<V> before = known.getValue();
				first.remove();
				EtcdEntry<V> after = this.current.apply(key);
				if (before != after) {
					return new PrefixViewChange<>(key, before, after);
				}
			}
			this.running = false;
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

}
