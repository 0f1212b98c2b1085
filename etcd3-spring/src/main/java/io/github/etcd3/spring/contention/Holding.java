/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.session.SessionLease;

/**
 * A name that is held, from when it was acquired until it is released or lost.
 * Thread-safe.
 */
public final class Holding {

	Holding() {
	}

	/**
	 * What is held.
	 * @return the absolute name
	 */
	public String name() {
		throw new UnsupportedOperationException();
	}

	/**
	 * The own key in etcd, as a fence names it.
	 * @return {@code name/<lease id in hex>}, relative to the client's namespace
	 */
	public String key() {
		throw new UnsupportedOperationException();
	}

	/**
	 * The value of the own key.
	 * @return the value that was given to acquire
	 */
	public String value() {
		throw new UnsupportedOperationException();
	}

	/**
	 * The number of this hold: greater than that of each earlier holder of the name.
	 * @return the create revision of the own key
	 */
	public FencingToken token() {
		throw new UnsupportedOperationException();
	}

	/**
	 * The lease that the own key hangs on.
	 * @return the lease
	 */
	public SessionLease lease() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Whether it is still held, as far as can be known here: computed at each call from
	 * the lease's local deadline and what was observed. Makes no call to etcd.
	 * @return {@code false} once it was released or lost, for ever
	 */
	public boolean isHeld() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Calls back once if the hold is lost (at once, if it is already); never if it is
	 * released before.
	 * @param callback called on an executor of ours, where it may block
	 */
	public void onLost(Runnable callback) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends the hold: deletes the own key, unless it is another hold's by now. Idempotent;
	 * never throws. Where etcd's answer is lost, it is repeated in the background, and
	 * until it is definite nobody else of this JVM holds the name.
	 */
	public void release() {
		throw new UnsupportedOperationException();
	}

}
