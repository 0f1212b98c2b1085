/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

/**
 * Is told which watches there are, so that they can be measured. Called by whoever starts
 * or closes one; it must neither block nor throw.
 */
public interface WatchObserver {

	/** Takes note of nothing. */
	WatchObserver NONE = new WatchObserver() {
	};

	/**
	 * A watch was started.
	 * @param watch the watch
	 */
	default void started(EtcdWatch watch) {
	}

	/**
	 * A watch tells its listener the difference to what it told before, since etcd has
	 * dropped the history. Called on the thread of the listener.
	 * @param name the {@linkplain EtcdWatch#name() name} of the watch
	 */
	default void resynced(String name) {
	}

	/**
	 * A watch was closed. Told once.
	 * @param watch the watch
	 */
	default void closed(EtcdWatch watch) {
	}

}
