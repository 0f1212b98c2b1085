/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCreateRequest;

/**
 * A watch that a server has created, and the last event that it told.
 */
final class OpenWatch {

	private static final int FRAGMENT = 8;

	private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

	private final WatchCreateRequest request;

	private final ByteString key;

	private final long from;

	private final boolean startsTooEarly;

	private boolean compacted;

	private Event last;

	private boolean givenUp;

	/**
	 * A new watch.
	 * @param request as it was sent
	 * @param createdAt the revision at that time
	 * @param compactedAt the compacted revision at that time
	 */
	OpenWatch(WatchCreateRequest request, long createdAt, long compactedAt) {
		this.request = request;
		this.key = request.getKey().isEmpty() ? ZERO : request.getKey();
		this.from = (request.getStartRevision() > 0) ? request.getStartRevision() : createdAt + 1;
		this.startsTooEarly = request.getStartRevision() > 0 && request.getStartRevision() < compactedAt;
	}

	/**
	 * Notes that the server told of the compaction, after which it tells nothing.
	 */
	void toldOfCompaction() {
		this.compacted = true;
	}

	/**
	 * Whether it hears of new events, in which case it counts for the progress.
	 */
	boolean isAlive() {
		return !this.compacted;
	}

	/**
	 * Whether it looks at the past before it comes to the present.
	 */
	boolean catchesUp() {
		return this.request.getStartRevision() > 0;
	}

	/**
	 * Whether its client takes fragments.
	 */
	boolean takesFragments() {
		return this.request.getUnknownFields().hasField(FRAGMENT);
	}

	/**
	 * Whether it starts after the given revision, and keeps progress from being told.
	 */
	boolean startsAfter(long revision) {
		return this.request.getStartRevision() > revision;
	}

	void tells(Event event) {
		this.last = event;
	}

	/**
	 * Don't wait for it again.
	 */
	void giveUp() {
		this.givenUp = true;
	}

	/**
	 * Whether it has told all there is to tell.
	 * @param history every event of the server
	 */
	boolean hasToldAll(List<Event> history) {
		if (this.startsTooEarly) {
			return this.compacted || this.givenUp;
		}
		for (int index = history.size() - 1; index >= 0; index--) {
			Event event = history.get(index);
			if (event.getKv().getModRevision() < this.from || this.givenUp) {
				return true;
			}
			if (concerns(event)) {
				return this.last != null && this.last.getKv().getModRevision() == event.getKv().getModRevision()
						&& this.last.getKv().getKey().equals(event.getKv().getKey());
			}
		}
		return true;
	}

	private boolean concerns(Event event) {
		WatchCreateRequest.FilterType filter = (event.getType() == Event.EventType.PUT)
				? WatchCreateRequest.FilterType.NOPUT : WatchCreateRequest.FilterType.NODELETE;
		if (this.request.getFiltersList().contains(filter)) {
			return false;
		}
		ByteString end = this.request.getRangeEnd();
		ByteString changed = event.getKv().getKey();
		if (end.isEmpty()) {
			return changed.equals(this.key);
		}
		return compare(changed, this.key) >= 0 && (end.equals(ZERO) || compare(changed, end) < 0);
	}

	private static int compare(ByteString left, ByteString right) {
		return ByteString.unsignedLexicographicalComparator().compare(left, right);
	}

}
