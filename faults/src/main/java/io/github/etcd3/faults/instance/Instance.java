/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.time.Duration;

/**
 * An application, over all its processes. All methods may be called from any thread.
 */
public interface Instance extends AutoCloseable {

	/**
	 * Its name, which is that of its member, too.
	 * @return such as {@code app-1}
	 */
	String name();

	/**
	 * Whether its process exists, be it paused or not.
	 * @return {@code false} between its end and its next start
	 */
	boolean isAlive();

	/**
	 * Starts a new process, and waits until its workloads run or it is clear that they
	 * can't begin yet; it starts whether etcd answers or not.
	 */
	void start();

	/**
	 * Ends it at once (SIGKILL). No effect if there is none.
	 */
	void kill();

	/**
	 * Ends it gracefully, and waits for that; it notes what it leaves behind.
	 * @param timeout how long at most
	 * @throws IllegalStateException if it does not end in time
	 */
	void stop(Duration timeout);

	/**
	 * Halts it (SIGSTOP).
	 */
	void pause();

	/**
	 * Goes on after {@link #pause()} (SIGCONT).
	 */
	void resume();

	/**
	 * Whether its wall clock can be moved on this machine (it takes a C compiler).
	 * @return {@code false} if {@link #moveWallClock} has no effect
	 */
	boolean canMoveWallClock();

	/**
	 * Moves its wall clock; the monotonic clock stays.
	 * @param offset from the true time
	 */
	void moveWallClock(Duration offset);

	@Override
	void close();

}
