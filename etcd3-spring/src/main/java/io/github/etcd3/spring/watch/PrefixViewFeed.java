/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.watch.WatchEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.Ticker;

/**
 * Brings what a watch tells into the entries of a view: decoded, whatever the codec
 * throws, since a view can't skip a change.
 *
 * @param <V> the type of the values
 */
final class PrefixViewFeed<V> implements RangeListener {

	private static final Logger logger = LoggerFactory.getLogger(PrefixViewFeed.class);

	private final WatchedRange range;

	private final Type type;

	private final PrefixViewEntries<V> entries;

	private final Ticker ticker;

	private volatile long lastNews;

	private volatile @Nullable EtcdException failure;

	PrefixViewFeed(WatchedRange range, Type type, PrefixViewEntries<V> entries, Ticker ticker) {
		this.range = range;
		this.type = type;
		this.entries = entries;
		this.ticker = ticker;
		this.lastNews = ticker.nanos();
	}

	/** How long ago something was taken over, or since the start. */
	Duration quiet() {
		return Duration.ofNanos(this.ticker.nanos() - this.lastNews);
	}

	/** Why etcd can't be followed, {@code null} if nothing is known to be wrong. */
	@Nullable EtcdException failure() {
		return this.failure;
	}

	/** What users are shown, each of them with an exception of his own. */
	EtcdEntry<V> shown(PrefixViewSlot<V> slot) {
		return (slot instanceof PrefixViewSlot.Undecodable<V> bad) ? this.range.entry(bad.stored(), this.type)
				: ((PrefixViewSlot.Decoded<V>) slot).entry();
	}

	@Override
	public void changed(List<WatchEvent> events, long revision) {
		List<PrefixViewUpdate<V>> batch = new ArrayList<>(events.size());
		for (WatchEvent event : events) {
			KeyValue stored = event.getKeyValue();
			String key = this.range.key(stored.getKey());
			boolean deleted = event.getEventType() == WatchEvent.EventType.DELETE;
			batch.add(new PrefixViewUpdate<>(key, stored.getModRevision(), deleted ? null : decode(key, stored)));
		}
		this.entries.apply(batch, revision);
		followed();
	}

	@Override
	public void reset(RangeState state) {
		boolean back = state.revision() < this.entries.revision();
		int size = state.entries().size();
		Map<String, PrefixViewSlot<V>> slots = new ConcurrentHashMap<>(size);
		List<String> order = new ArrayList<>(size);
		for (KeyValue stored : state.entries()) {
			PrefixViewSlot<V> slot = slot(this.range.key(stored.getKey()), stored, back);
			slots.put(slot.key(), slot);
			order.add(slot.key());
		}
		this.entries.replace(slots, order, state.revision());
		followed();
	}

	/** The slot that there is, if it is the same change. */
	private PrefixViewSlot<V> slot(String key, KeyValue stored, boolean back) {
		PrefixViewSlot<V> known = this.entries.slot(key);
		if (known == null || !known.isOf(stored)) {
			return decode(key, stored).behind(known);
		}
		if (!back) {
			return known;
		}
		// After a restore the same revision may be another change.
		PrefixViewSlot<V> now = decode(key, stored).behind(known);
		return now.hasTheValueOf(known) ? known : now;
	}

	private PrefixViewSlot<V> decode(String key, KeyValue stored) {
		PrefixViewSlot<V> known = this.entries.slot(key);
		try {
			EtcdEntry<V> entry = this.range.entry(stored, this.type);
			return new PrefixViewSlot.Decoded<>(entry, (known != null) ? known.key() : key);
		}
		catch (RuntimeException | Error ex) {
			if (!(known instanceof PrefixViewSlot.Undecodable)) {
				logger.warn("The view of '{}' can't show '{}' until it is written again: {}",
						EtcdCall.shown(this.range.name()), EtcdCall.shown(key),
						Objects.requireNonNullElse(ex.getMessage(), ex.toString()));
			}
			return new PrefixViewSlot.Undecodable<>((known != null) ? known.key() : key, stored, null);
		}
	}

	private void followed() {
		this.lastNews = this.ticker.nanos();
		this.failure = null;
	}

	@Override
	public void failed(EtcdException failure) {
		EtcdException last = this.failure;
		this.failure = failure;
		if (last == null || last.getClass() != failure.getClass()) {
			logger.warn("The view of '{}' can't follow etcd, which is tried again: {}",
					EtcdCall.shown(this.range.name()), failure.getMessage());
		}
	}

}
