/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The entries of a view and their revision. One key is looked up without the lock;
 * whatever shows several, or waits for a revision, is under it, so that a revision is
 * seen as a whole. No value is decoded and no listener called under it.
 *
 * @param <V> the type of the values
 */
final class PrefixViewEntries<V> {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition news = this.lock.newCondition();

	private final PrefixViewListeners<V> listeners;

	/** {@code null} before the first load and after the end. */
	private volatile @Nullable Map<String, PrefixViewSlot<V>> slots;

	private volatile long revision;

	/** All in order, until the next change. Guarded by the lock. */
	private @Nullable List<EtcdEntry<V>> sorted;

	/** How often the entries were changed. Guarded by the lock. */
	private long changes;

	private volatile boolean closed;

	PrefixViewEntries(PrefixViewListeners<V> listeners) {
		this.listeners = listeners;
	}

	boolean isLoaded() {
		return this.slots != null;
	}

	boolean isClosed() {
		return this.closed;
	}

	long revision() {
		return this.revision;
	}

	/** To look up one key; {@code null} before the first load and after the end. */
	@Nullable Map<String, PrefixViewSlot<V>> slots() {
		return this.slots;
	}

	/** To look up one key; empty before the first load and after the end. */
	@Nullable PrefixViewSlot<V> slot(String key) {
		Map<String, PrefixViewSlot<V>> present = this.slots;
		return (present != null) ? present.get(key) : null;
	}

	/**
	 * Applies changes as one, up to a revision. Those that are not behind the present
	 * revision were overtaken by {@link #confirm}.
	 */
	void apply(List<PrefixViewUpdate<V>> batch, long upTo) {
		update(() -> {
			Map<String, PrefixViewSlot<V>> present = this.slots;
			if (present != null) {
				batch.stream()
					.filter((change) -> change.revision() > this.revision)
					.forEach((change) -> apply(present, change));
				this.revision = Math.max(this.revision, upTo);
			}
		});
	}

	private void apply(Map<String, PrefixViewSlot<V>> present, PrefixViewUpdate<V> change) {
		changed();
		String key = change.key();
		PrefixViewSlot<V> before = present.get(key);
		PrefixViewSlot<V> after = (change.slot() != null) ? change.slot().behind(before) : null;
		if (after != null) {
			present.put(key, after);
		}
		else {
			present.remove(key);
		}
		this.listeners.changed(key, before, after);
	}

	/** Takes over another state as a whole; its keys are told in the order given. */
	void replace(Map<String, PrefixViewSlot<V>> state, List<String> order, long at) {
		update(() -> {
			changed();
			Map<String, PrefixViewSlot<V>> before = Objects.requireNonNullElse(this.slots, Map.of());
			this.slots = state;
			this.revision = at;
			before.forEach((key, slot) -> {
				if (!state.containsKey(key)) {
					this.listeners.changed(key, slot, null);
				}
			});
			order.forEach((key) -> this.listeners.changed(key, before.get(key), state.get(key)));
		});
	}

	private void changed() {
		this.changes++;
		this.sorted = null;
	}

	/**
	 * Takes a read of the range into account: if no key was changed behind the present
	 * revision, and there are as many keys as here, what is here is the state there.
	 */
	void confirm(PrefixViewCheck.Summary read) {
		update(() -> {
			Map<String, PrefixViewSlot<V>> present = this.slots;
			if (present != null && read.revision() > this.revision && read.lastChange() <= this.revision
					&& read.count() == present.size()) {
				this.revision = read.revision();
			}
		});
	}

	private void update(Runnable change) {
		this.lock.lock();
		try {
			if (!this.closed) {
				change.run();
			}
			this.news.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.start();
	}

	/**
	 * All entries at one revision.
	 * @param show what to show of a slot; may throw
	 * @return the entries, {@code null} before the load and after the end
	 */
	@Nullable PrefixSnapshot<V> snapshot(Function<PrefixViewSlot<V>, EtcdEntry<V>> show) {
		List<PrefixViewSlot<V>> copy;
		long at;
		long seen;
		this.lock.lock();
		try {
			Map<String, PrefixViewSlot<V>> present = this.slots;
			if (present == null) {
				return null;
			}
			at = this.revision;
			if (this.sorted != null) {
				return new PrefixSnapshot<>(at, this.sorted);
			}
			seen = this.changes;
			copy = new ArrayList<>(present.values());
		}
		finally {
			this.lock.unlock();
		}
		List<EtcdEntry<V>> entries = copy.stream()
			.map(show)
			.sorted(Comparator.comparing(EtcdEntry::key, PrefixViewOrder.BY_UTF8))
			.toList();
		keep(entries, seen);
		return new PrefixSnapshot<>(at, entries);
	}

	/** Not beyond the next change, so that nothing old is held. */
	private void keep(List<EtcdEntry<V>> entries, long seen) {
		this.lock.lock();
		try {
			if (this.changes == seen) {
				this.sorted = entries;
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** All keys at one revision, in no order; {@code null} as above. */
	@Nullable List<String> keys() {
		this.lock.lock();
		try {
			Map<String, PrefixViewSlot<V>> present = this.slots;
			return (present != null) ? new ArrayList<>(present.keySet()) : null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many keys there are at one revision; {@code null} as above. */
	@Nullable Integer size() {
		this.lock.lock();
		try {
			Map<String, PrefixViewSlot<V>> present = this.slots;
			return (present != null) ? present.size() : null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Waits until something is the case, which each change may bring about, or the end.
	 */
	boolean await(BooleanSupplier done, long nanos) throws InterruptedException {
		long left = nanos;
		this.lock.lockInterruptibly();
		try {
			while (!this.closed && !done.getAsBoolean()) {
				if (left <= 0) {
					return false;
				}
				left = this.news.awaitNanos(left);
			}
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Lets those who wait look again. */
	void signal() {
		update(() -> {
		});
	}

	/** Adds a listener, unless it is closed. */
	boolean addListener(PrefixViewListener<V> listener) {
		this.lock.lock();
		try {
			if (this.closed) {
				return false;
			}
			this.listeners.add(this.lock, listener, this);
		}
		finally {
			this.lock.unlock();
		}
		this.listeners.start();
		return true;
	}

	void removeListener(PrefixViewListener<V> listener) {
		this.lock.lock();
		try {
			this.listeners.remove(listener);
		}
		finally {
			this.lock.unlock();
		}
	}

	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.slots = null;
			changed();
			this.listeners.clear();
			this.news.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
