/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.Random;

/**
 * What a kind of fault touches, and how long it lasts.
 */
enum Nature {

	/** Members, their disk, their links: one such at a time leaves a quorum. */
	MEMBERS,

	/** One application's process. */
	APPLICATION,

	/** The process of an application that is found out at the moment. */
	ANY_APPLICATION,

	/** One application's links, and what it misses while they are cut. */
	CLIENT;

	private static final int TTL_MILLIS = 5000;

	static Nature of(FaultKind kind) {
		return switch (kind) {
			case MEMBER_KILL, MEMBER_PAUSE, ETCD_LEADER_PAUSE, LEADER_MOVE, MEMBER_DATA_LOSS, QUORUM_LOSS, PEER_CUT,
					PEER_STALL, PEER_DELAY, PEER_ONE_WAY, DEFRAGMENTATION, QUOTA_FULL, SLOW_DISK ->
				MEMBERS;
			case APPLICATION_KILL, APPLICATION_PAUSE, APPLICATION_RESTART, WALL_CLOCK -> APPLICATION;
			case APPLICATION_LEADER_PAUSE -> ANY_APPLICATION;
			case CLIENT_CUT, CLIENT_STALL, CLIENT_DELAY, CLIENT_ONE_WAY, CLIENT_UNPLUGGED, COMPACTION -> CLIENT;
		};
	}

	static Duration length(FaultKind kind, Random random) {
		return switch (kind) {
			case LEADER_MOVE, DEFRAGMENTATION -> Duration.ZERO;
			case MEMBER_PAUSE, ETCD_LEADER_PAUSE, APPLICATION_PAUSE -> between(1000, 15_000, random);
			case APPLICATION_LEADER_PAUSE -> (random.nextInt(4) == 0) ? between(1000, TTL_MILLIS, random)
					: between(TTL_MILLIS * 3 / 2, TTL_MILLIS * 5 / 2, random);
			case MEMBER_KILL, MEMBER_DATA_LOSS, APPLICATION_KILL, QUOTA_FULL -> between(1000, 8000, random);
			case COMPACTION -> between(1000, 3000, random);
			case APPLICATION_RESTART -> between(200, 4000, random);
			case QUORUM_LOSS, PEER_CUT, PEER_STALL, PEER_DELAY, PEER_ONE_WAY, CLIENT_CUT, CLIENT_STALL, CLIENT_DELAY,
					CLIENT_ONE_WAY, CLIENT_UNPLUGGED, SLOW_DISK, WALL_CLOCK ->
				between(2000, 14_000, random);
		};
	}

	private static Duration between(int least, int most, Random random) {
		return Duration.ofMillis(least + random.nextInt(most - least));
	}

	boolean isOnOneApplication() {
		return this == APPLICATION || this == CLIENT;
	}

}
