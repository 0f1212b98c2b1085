/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

/**
 * What leases do to the store: a lease that ends takes its keys along. Thread-safe: takes
 * the member's lock itself.
 */
public final class Leases {

	private final Member member;

	Leases(Member member) {
		this.member = member;
	}

	/**
	 * Revokes a lease, or lets it run out now: its keys are deleted in their order, in
	 * one revision.
	 * @param lease the id
	 */
	public void revoke(long lease) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends what has run out by the clock: at once after the clock jumped, and every 500
	 * ms by itself.
	 */
	public void expire() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Gives every lease its whole time again, as a new leader does.
	 */
	public void renewAll() {
		throw new UnsupportedOperationException();
	}

}
