/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

/**
 * Hears of an election. All methods of all listeners of one election are called one after
 * another, on a thread that this election has for it: state first, event second, so that
 * a slow listener delays only later events. What a listener throws is logged.
 */
public interface LeadershipListener {

	/**
	 * This application became the leader.
	 * @param leadership the new term, which may be over already
	 */
	default void granted(Leadership leadership) {
	}

	/**
	 * This application leads no longer: told exactly once for each term, after
	 * {@link #granted(Leadership)}.
	 * @param leadership the term that ended
	 * @param reason why it ended
	 */
	default void revoked(Leadership leadership, RevocationReason reason) {
	}

	/**
	 * Another candidate leads now.
	 * @param leader who leads
	 */
	default void leaderChanged(Leader leader) {
	}

}
