/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.function.UnaryOperator;

/**
 * A member that this application registered, until it is closed. It heals by itself: when
 * the session was lost, it is registered again on the next one. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
public final class MemberRegistration<M> implements AutoCloseable {

	MemberRegistration() {
	}

	/**
	 * Who it is.
	 * @return the id, unique in the group
	 */
	public String id() {
		throw new UnsupportedOperationException();
	}

	/**
	 * What it says of itself.
	 * @return the metadata that was written last
	 */
	public M metadata() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Whether etcd has it, as far as is known here.
	 * @return {@code false} before the first registration is confirmed, from the local
	 * deadline of a lost session on until it is registered again, and once it is closed
	 */
	public boolean isRegistered() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Changes the metadata. Waits for etcd where it is registered; else it is registered
	 * with the new metadata later.
	 * @param change makes new metadata of the present one
	 * @return the new metadata
	 * @throws io.github.etcd3.spring.EtcdException if it was not written; the present
	 * metadata stays, unless the outcome is unknown
	 */
	public M update(UnaryOperator<M> change) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends the membership: the others see it leave at once. Waits for etcd, as long as a
	 * request may take; if that fails, the member goes with the session, and is not
	 * registered again. Idempotent; never throws.
	 */
	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
