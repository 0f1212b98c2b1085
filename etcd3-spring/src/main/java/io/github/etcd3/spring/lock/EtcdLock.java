/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import io.github.etcd3.spring.FencingToken;

/**
 * A lock that is held. Closing it releases it. Thread-safe: any thread may close it.
 */
public final class EtcdLock implements AutoCloseable {

	EtcdLock() {
	}

	/**
	 * The lock's name.
	 * @return the name, without the prefix
	 */
	public String name() {
		throw new UnsupportedOperationException();
	}

	/**
	 * The number of this hold: greater than that of each earlier holder of the name.
	 * @return the token, the same as long as the lock is held
	 */
	public FencingToken token() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Whether the lock is still held, as far as can be known here; turns false at the
	 * session's local deadline, before etcd may hand the lock on. Makes no call to etcd.
	 * @return {@code false} once it was released or lost, for ever
	 */
	public boolean isHeld() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Calls back once if the lock is lost (at once, if it is already); never if it is
	 * released before.
	 * @param callback called on an executor of ours, where it may block
	 */
	public void onLost(Runnable callback) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Releases the lock. No effect on one that was released or lost: another holder's key
	 * is never deleted. Never throws.
	 */
	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
