/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import io.github.etcd3.spring.client.EtcdCalls;

/**
 * One watch on all keys under a prefix.
 */
public final class PrefixWatch implements AutoCloseable {

	/**
	 * Opens the watch, in the background.
	 * @param calls calls etcd
	 * @param prefix what the keys begin with, relative to the client's namespace
	 * @param listener is told what happens
	 */
	public PrefixWatch(EtcdCalls calls, String prefix, PrefixWatchListener listener) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends the watch. Nothing is told once this has returned, but for a call that is
	 * under way.
	 */
	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
