/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.watch.WatchEvent;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdException;

/**
 * Up to where a watch has told what happens, and what it needs to go on from there: also
 * in the midst of a revision, and where etcd has compacted what comes next. It outlives
 * the pauses of the watch; each call of it has to be told whether the watch still runs.
 *
 * @param <V> the type of the values
 */
final class WatchPosition<V> {

	private final WatchSettings settings;

	private final WatchTeller<V> teller;

	private final WatchTarget target;

	private final KnownKeys known;

	/** What is older is taken note of, but not told. */
	private long floor;

	/** A revision of which not all was told, and how many events of it were. */
	private long begunRevision;

	private int begunEvents;

	private volatile boolean begun;

	private volatile long told;

	WatchPosition(WatchSettings settings, WatchTeller<V> teller) {
		this.settings = settings;
		this.teller = teller;
		this.target = WatchTarget.of(settings.range());
		this.known = new KnownKeys(settings.kinds() != WatchSettings.Kinds.PUTS);
		this.floor = settings.fromRevision();
	}

	/** Up to where all was told; 0 if that is not known yet. */
	long told() {
		return this.told;
	}

	boolean isBegun() {
		return this.begun;
	}

	/** Finds out where to begin, and which keys there are then. */
	CompletableFuture<RangeState> begin() {
		return beginning().thenApply(this::beginAt);
	}

	private CompletableFuture<RangeState> beginning() {
		long from = this.settings.fromRevision();
		if (from == 0 && this.known.kept()) {
			return this.settings.range().read(0, true);
		}
		return this.target.revision().thenCompose((now) -> {
			long base = (from == 0) ? now : Math.min(from - 1, now);
			RangeState unknown = new RangeState(base, List.of());
			if (base == 0 || !this.known.kept()) {
				return CompletableFuture.completedFuture(unknown);
			}
			return this.settings.range().read(base, true).exceptionally((thrown) -> {
				EtcdException failure = this.target.translate(thrown);
				if (failure instanceof EtcdCompactedException) {
					return unknown;
				}
				throw failure;
			});
		});
	}

	/**
	 * A watch that is paused and goes on meanwhile may read it twice: the first counts.
	 */
	private synchronized RangeState beginAt(RangeState state) {
		if (!this.begun) {
			state.entries().forEach(this.known::written);
			this.told = state.revision();
			this.begun = true;
		}
		return new RangeState(this.told, List.of());
	}

	/** Tells changes, each revision of them as a whole. */
	void changed(List<WatchEvent> events, Run run) {
		long present = 0;
		int index = 0;
		for (WatchEvent event : events) {
			long revision = event.getKeyValue().getModRevision();
			if (revision != present) {
				reached(present);
				present = revision;
				index = 0;
			}
			if (run.isOver()) {
				return;
			}
			index++;
			if (revision != this.begunRevision || index > this.begunEvents) {
				this.begunRevision = revision;
				this.begunEvents = index;
				this.known.changed(event);
				if (revision >= this.floor) {
					tell(event);
				}
			}
			run.told();
		}
		reached(present);
	}

	private void reached(long revision) {
		if (revision > 0) {
			this.told = revision;
			if (revision >= this.floor) {
				this.floor = 0;
			}
		}
	}

	private void tell(WatchEvent event) {
		KeyValue entry = event.getKeyValue();
		KeyValue previous = existing(event.getPrevKV());
		if (event.getEventType() == WatchEvent.EventType.DELETE) {
			this.teller.delete(entry.getKey(), entry.getModRevision(), previous);
		}
		else {
			this.teller.put(entry, previous);
		}
	}

	private static @Nullable KeyValue existing(@Nullable KeyValue previous) {
		return (previous != null && previous.getModRevision() > 0) ? previous : null;
	}

	/** Tells the difference to the keys as they are. */
	void reset(RangeState state, Run run) {
		KnownKeys.Difference difference = this.known.to(state, this.told);
		for (KeyValue entry : difference.written()) {
			if (run.isOver()) {
				return;
			}
			this.known.written(entry);
			if (entry.getModRevision() >= this.floor) {
				this.teller.put(entry, null);
			}
		}
		boolean silent = state.revision() < this.floor;
		for (ByteSequence key : difference.missing()) {
			if (run.isOver()) {
				return;
			}
			this.known.deleted(key);
			if (!silent) {
				this.teller.delete(key, state.revision(), null);
			}
		}
		if (run.isOver()) {
			return;
		}
		this.known.settled();
		this.begunRevision = 0;
		if (!silent) {
			this.teller.resynced(state.revision());
		}
		reached(state.revision());
	}

	/**
	 * One run of the watch, between two pauses.
	 */
	interface Run {

		/** Whether nothing must be told any more. */
		boolean isOver();

		/** One event was told. */
		void told();

	}

}
