/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.time.Duration;

/**
 * Runs one {@link EtcdListener}. It starts and stops with the application, and by hand in
 * between. Thread-safe.
 */
public interface EtcdListenerContainer {

	/**
	 * Its name in the {@link EtcdListenerRegistry}.
	 * @return {@link EtcdListener#id()}, or the generated one
	 */
	String id();

	/**
	 * Begins to tell what happens from now on or, after {@link #stop()}, goes on behind
	 * the last event that was told: nothing is lost. Does not wait for etcd. No effect if
	 * it runs.
	 * @throws IllegalStateException if its context is closed
	 */
	void start();

	/**
	 * Tells nothing more until {@link #start()}. Waits for the calls that are under way,
	 * for 5 s at most, but not if one of them stops it. Nothing is kept open in etcd
	 * meanwhile. No effect if it does not run.
	 */
	void stop();

	/**
	 * Whether it is started.
	 * @return {@code true} from {@link #start()} to {@link #stop()}, also while etcd is
	 * away
	 */
	boolean isRunning();

	/**
	 * How many events wait for the method in this JVM, with those that it is called with.
	 * When it falls further behind, the rest waits in etcd.
	 * @return a number of events
	 */
	int pending();

	/**
	 * How far the method is behind.
	 * @return how long ago the oldest event that it has not returned from came from etcd;
	 * zero if there is none
	 */
	Duration lag();

	/**
	 * Up to where all has been told.
	 * @return a revision: the method has returned from each event up to it; 0 while the
	 * watch has not begun
	 */
	long revision();

}
