/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.watch.WatchEvent;

/**
 * The keys that there are as far as a watch has told, each with the revision of its last
 * change, so that after a compaction it can tell the difference. Not thread-safe.
 */
final class KnownKeys {

	private final boolean kept;

	private final Map<ByteSequence, Long> revisions = new HashMap<>();

	/** Whether the difference to a past that etcd has lost was not told to its end. */
	private boolean rewinding;

	/**
	 * Begins without any.
	 * @param kept {@code false} for a watch that tells no deletions: it needs none of
	 * them
	 */
	KnownKeys(boolean kept) {
		this.kept = kept;
	}

	boolean kept() {
		return this.kept;
	}

	/** Takes note of a key that is there. */
	void written(KeyValue entry) {
		if (this.kept) {
			this.revisions.put(entry.getKey(), entry.getModRevision());
		}
	}

	/** Takes note of a key that is not there any more. */
	void deleted(ByteSequence key) {
		this.revisions.remove(key);
	}

	void changed(WatchEvent event) {
		if (event.getEventType() == WatchEvent.EventType.DELETE) {
			deleted(event.getKeyValue().getKey());
		}
		else {
			written(event.getKeyValue());
		}
	}

	/**
	 * What is to be told now, and taken note of as it is.
	 * @param state the keys as they are
	 * @param told the revision up to which all was told
	 */
	Difference to(RangeState state, long told) {
		if (state.revision() < told && !this.rewinding) {
			// Another past: the same revision no longer means the same change.
			this.rewinding = true;
			this.revisions.replaceAll((key, revision) -> 0L);
		}
		List<KeyValue> written = new ArrayList<>();
		Set<ByteSequence> missing = new HashSet<>(this.revisions.keySet());
		for (KeyValue entry : state.entries()) {
			Long known = this.revisions.get(entry.getKey());
			if ((known != null) ? known != entry.getModRevision() : this.rewinding || entry.getModRevision() > told) {
				written.add(entry);
			}
			missing.remove(entry.getKey());
		}
		written.sort(Comparator.comparingLong(KeyValue::getModRevision));
		return new Difference(written, List.copyOf(missing));
	}

	/** The difference was told to its end. */
	void settled() {
		this.rewinding = false;
	}

	/**
	 * Between the keys as they were told and as they are.
	 *
	 * @param written new or changed keys, in the order of their changes
	 * @param missing keys that are not there any more
	 */
	record Difference(List<KeyValue> written, List<ByteSequence> missing) {

	}

}
