/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps what a watch tells, and the keys as they are by that; can be held up.
 */
final class HistoryReader implements WatchListener<String> {

	private final EtcdKvTemplate kv;

	private final Semaphore open = new Semaphore(1);

	/** By revision. */
	private final TreeMap<Long, List<String>> told = new TreeMap<>();

	private final Map<String, String> state = new HashMap<>();

	/** Parts of the history that etcd had compacted: behind the one, up to the other. */
	private final TreeMap<Long, Long> resynced = new TreeMap<>();

	private volatile EtcdWatch watch;

	private long last;

	private int compared;

	private final List<String> faults = new ArrayList<>();

	HistoryReader(EtcdKvTemplate kv) {
		this.kv = kv;
	}

	void watch(EtcdWatch watch) {
		this.watch = watch;
	}

	void hold() {
		this.open.acquireUninterruptibly();
	}

	void release() {
		this.open.release();
	}

	@Override
	public void onEvent(WatchEvent<String> event) {
		this.open.acquireUninterruptibly();
		this.open.release();
		synchronized (this) {
			if (event.revision() < this.last) {
				this.faults.add(event + " was told behind revision " + this.last);
			}
			this.last = event.revision();
			take(event);
		}
	}

	private void take(WatchEvent<String> event) {
		if (event instanceof WatchEvent.Put<String> put) {
			this.state.put(put.key(), put.value());
		}
		else if (event instanceof WatchEvent.Delete<String> delete) {
			this.state.remove(delete.key());
		}
		else {
			this.resynced.put(this.watch.revision(), event.revision());
			compare(event.revision());
			return;
		}
		this.told.computeIfAbsent(event.revision(), (revision) -> new ArrayList<>())
			.add(RecordingWatchListener.text(event));
	}

	private void compare(long revision) {
		try {
			Map<String, String> read = this.kv.atRevision(revision)
				.list()
				.stream()
				.collect(Collectors.toMap(EtcdEntry::key, EtcdEntry::value));
			if (!read.equals(this.state)) {
				this.faults.add("Not the state of revision " + revision);
			}
			this.compared++;
		}
		catch (EtcdCompactedException ex) {
			// Too late to compare with.
		}
	}

	synchronized Map<String, String> state() {
		return Map.copyOf(this.state);
	}

	synchronized int compared() {
		return this.compared;
	}

	/** No gap, no duplicate, nothing that was not done. */
	synchronized void verify(HistoryWriter writer) {
		assertThat(this.faults).isEmpty();
		writer.confirmed().forEach((revision, done) -> {
			if (!isResynced(revision)) {
				assertThat(this.told.get(revision)).as("revision " + revision).containsExactlyElementsOf(done);
			}
		});
		this.told.forEach((revision, events) -> {
			if (!writer.confirmed().containsKey(revision) && !isResynced(revision)) {
				assertThat(writer.isDoubtful(events)).as("revision " + revision + ": " + events).isTrue();
			}
		});
	}

	private boolean isResynced(long revision) {
		Map.Entry<Long, Long> part = this.resynced.lowerEntry(revision);
		return part != null && revision <= part.getValue();
	}

	/** How many events were told one by one. */
	synchronized long exact() {
		return this.told.entrySet()
			.stream()
			.filter((entry) -> !isResynced(entry.getKey()))
			.mapToLong((entry) -> entry.getValue().size())
			.sum();
	}

	synchronized int resyncs() {
		return this.resynced.size();
	}

}
