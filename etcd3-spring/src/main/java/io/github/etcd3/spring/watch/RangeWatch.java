/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;

import io.etcd.jetcd.options.WatchOption;

/**
 * Tells every change of a range of keys, from a revision on, without gaps and in order.
 * It keeps the last revision that it has taken over from etcd, and opens each stream
 * behind it; jetcd's own resume loses events.
 */
final class RangeWatch implements AutoCloseable {

	RangeWatch(WatchedRange range, WatchOption options, int capacity, RangeListener listener) {
		throw new UnsupportedOperationException();
	}

	/** Begins with the present state, which is told by {@link RangeListener#reset}. */
	void startWithState(boolean keysOnly) {
		throw new UnsupportedOperationException();
	}

	/** Begins with the first change behind a revision. */
	void startAfter(long revision) {
		throw new UnsupportedOperationException();
	}

	/** Whether a stream is open, and everything that came was told. */
	boolean isCurrent() {
		throw new UnsupportedOperationException();
	}

	/**
	 * How long ago etcd was last heard on this watch; since the start if it never was.
	 */
	Duration silence() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
