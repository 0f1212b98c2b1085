/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

/**
 * What is proved, each by its checker.
 */
public enum Promise {

	/** No two processes hold one lock, each by its own {@code isHeld()}. */
	MUTUAL_EXCLUSION,

	/** The tokens of a lock or an election grow from holder to holder. */
	TOKENS_GROW,

	/** No write of an older token behind one of a newer. */
	FENCING,

	/** No two processes lead, each by its own {@code isLeader()}. */
	ONE_LEADER,

	/** Each grant of leadership has one revocation, and state comes before event. */
	GRANTS_AND_REVOCATIONS,

	/** What is lost, and a term that begins or ends, is told soon. */
	LOSSES_TOLD,

	/** Someone leads within TTL + 3 s once nothing stands in the way. */
	FAILOVER_IN_TIME,

	/** What was acknowledged is there, and what surely failed is not. */
	NO_LOST_WRITE,

	/** Each key is a register. */
	LINEARIZABLE,

	/** One caller gets a value that is taken. */
	TAKEN_ONCE,

	/** A watch tells each change once and in order. */
	WATCH_WITHOUT_GAPS,

	/** All who live are members once nothing stands in the way. */
	MEMBERSHIP_HEALS,

	/** Nothing of ours is left behind. */
	NOTHING_LEFT,

	/** The run did what it was to do; else it proves nothing. */
	MEANINGFUL_RUN

}
