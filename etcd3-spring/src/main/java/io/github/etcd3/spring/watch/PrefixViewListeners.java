/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The listeners of a view, each in a lane of its own. Called under the view's lock, but
 * for {@link #start()}.
 *
 * @param <V> the type of the values
 */
final class PrefixViewListeners<V> {

	private final String name;

	private final Executor executor;

	private final List<PrefixViewLane<V>> lanes = new CopyOnWriteArrayList<>();

	PrefixViewListeners(String name, Executor executor) {
		this.name = name;
		this.executor = executor;
	}

	void add(Lock lock, PrefixViewListener<V> listener, PrefixViewEntries<V> entries) {
		PrefixViewLane<V> lane = new PrefixViewLane<>(this.name, listener, this.executor, lock,
				(key) -> visible(entries.slot(key)));
		if (entries.slots() != null) {
			entries.slots().forEach((key, slot) -> lane.changed(key, null, slot.visible()));
		}
		this.lanes.add(lane);
	}

	void changed(String key, @Nullable PrefixViewSlot<V> before, @Nullable PrefixViewSlot<V> after) {
		EtcdEntry<V> known = visible(before);
		EtcdEntry<V> now = visible(after);
		this.lanes.forEach((lane) -> lane.changed(key, known, now));
	}

	private static <V> @Nullable EtcdEntry<V> visible(@Nullable PrefixViewSlot<V> slot) {
		return (slot != null) ? slot.visible() : null;
	}

	/** Sees to it that what has changed is told. */
	void start() {
		this.lanes.forEach(PrefixViewLane::start);
	}

	void remove(PrefixViewListener<V> listener) {
		List<PrefixViewLane<V>> of = this.lanes.stream().filter((lane) -> lane.isOf(listener)).toList();
		of.forEach(PrefixViewLane::end);
		this.lanes.removeAll(of);
	}

	void clear() {
		this.lanes.forEach(PrefixViewLane::end);
		this.lanes.clear();
	}

}
