/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;

/**
 * A watch that is under way, until it is closed. It mends itself: no event is lost or
 * told twice when a stream breaks, a member dies, a token expires or etcd restarts.
 * Thread-safe; no method waits for etcd.
 */
public interface EtcdWatch extends AutoCloseable {

	/**
	 * What is watched.
	 * @return the absolute prefix with its slash at the end, or the absolute key
	 */
	String name();

	/**
	 * Up to where all has been told.
	 * @return the last revision of whose events the listener has returned from all, or
	 * the one behind which the watch began; 0 while it has not begun. It goes back only
	 * where etcd has lost history
	 */
	long revision();

	/**
	 * How many events wait for the listener in this JVM. When it falls further behind,
	 * the rest waits in etcd.
	 * @return a number of events, at most the watch's buffer and one message of etcd's
	 */
	int pending();

	/**
	 * How far the listener is behind.
	 * @return how long ago the oldest event that it has not returned from came from etcd;
	 * zero if there is none
	 */
	Duration lag();

	/**
	 * Holds the watch: nothing more is told once this has returned, but for an event that
	 * is under way. Nothing is kept open in etcd meanwhile. Idempotent.
	 */
	void pause();

	/**
	 * Goes on after {@link #pause()}, with the event behind the last one that was told.
	 * Idempotent.
	 */
	void resume();

	/**
	 * Whether it was closed.
	 * @return {@code true} from {@link #close()} on
	 */
	boolean isClosed();

	/**
	 * Ends the watch. Nothing is told once this has returned, but for an event that is
	 * under way. Idempotent; waits for nothing.
	 */
	@Override
	void close();

}
