/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.etcd3.embedded.mvcc.Change;
import io.github.etcd3.embedded.mvcc.CommitListener;

/**
 * The watchers of all streams: tells each of the commits that touch its keys.
 * Thread-safe.
 */
final class Watchers implements CommitListener {

	private final RangeIndex<Watcher> index = new RangeIndex<>();

	synchronized void add(Watcher watcher) {
		this.index.add(watcher.options().range(), watcher);
	}

	synchronized void remove(Watcher watcher) {
		this.index.remove(watcher.options().range(), watcher);
	}

	synchronized boolean isEmpty() {
		return this.index.isEmpty();
	}

	@Override
	public void committed(long revision, List<Change> changes) {
		touched(changes).forEach((watcher, touching) -> watcher.committed(revision, touching));
	}

	private synchronized Map<Watcher, List<Change>> touched(List<Change> changes) {
		Map<Watcher, List<Change>> touched = new LinkedHashMap<>();
		for (Change change : changes) {
			this.index.find(change.kv().getKey(),
					(watcher) -> touched.computeIfAbsent(watcher, (none) -> new ArrayList<>(1)).add(change));
		}
		return touched;
	}

}
