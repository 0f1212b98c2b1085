/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.List;

import io.github.etcd3.embedded.mvcc.Change;

/**
 * One watch of a stream: a cursor into the history. While it is in step, every commit is
 * handed to its stream at once; a watcher whose client reads too slowly falls behind, and
 * catches up from the history later. Guarded by its {@link Outbox}, but for what never
 * changes.
 */
final class Watcher {

	private final long id;

	private final WatchOptions options;

	private final Outbox outbox;

	private State state = State.IN_STEP;

	private long next;

	private boolean progressDue = true;

	Watcher(long id, WatchOptions options, Outbox outbox) {
		this.id = id;
		this.options = options;
		this.outbox = outbox;
	}

	long id() {
		return this.id;
	}

	WatchOptions options() {
		return this.options;
	}

	/**
	 * Tells of a commit that touched the watcher's keys; under the member's write lock.
	 * @param revision of the commit
	 * @param changes of the watcher's keys
	 */
	void committed(long revision, List<Change> changes) {
		if (revision >= this.options.startRevision()) {
			this.outbox.committed(this, revision, changes.stream().filter(this.options::wants).toList());
		}
	}

	State state() {
		return this.state;
	}

	/**
	 * From where on it has to catch up.
	 * @return the first revision not told yet
	 */
	long next() {
		return this.next;
	}

	void inStep() {
		this.state = State.IN_STEP;
	}

	void behind(long next) {
		this.state = State.BEHIND;
		this.next = next;
	}

	void ended() {
		this.state = State.ENDED;
	}

	/**
	 * Whether to report progress now: if nothing was told since the last time it was
	 * asked.
	 * @return whether nothing was told
	 */
	boolean progressDue() {
		boolean due = this.progressDue;
		this.progressDue = true;
		return due;
	}

	void told() {
		this.progressDue = false;
	}

	/** How a watcher stands to the history. */
	enum State {

		/** Every commit so far is sent or waits in the outbox. */
		IN_STEP,

		/** Commits from some revision on are still to be read from the history. */
		BEHIND,

		/** Overtaken by compaction, or cancelled. */
		ENDED

	}

}
