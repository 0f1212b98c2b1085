/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

/**
 * What can go wrong. The names are those of the report.
 */
public enum FaultKind {

	/** A member is killed and started again. */
	MEMBER_KILL,

	/** A member other than the leader stands still (SIGSTOP). */
	MEMBER_PAUSE,

	/** The leader of etcd stands still; etcd may end leases early (etcd #15247). */
	ETCD_LEADER_PAUSE,

	/** The leader of etcd hands over ({@code etcdctl move-leader}). */
	LEADER_MOVE,

	/** A member loses its data, is removed, and comes back empty. */
	MEMBER_DATA_LOSS,

	/** Two of three members are killed and started again. */
	QUORUM_LOSS,

	/** An application is killed and started again. */
	APPLICATION_KILL,

	/** An application stands still, longer than its lease lives or shorter. */
	APPLICATION_PAUSE,

	/** The application that leads stands still. */
	APPLICATION_LEADER_PAUSE,

	/** An application is stopped gracefully and started again. */
	APPLICATION_RESTART,

	/** An application's connections are reset. */
	CLIENT_CUT,

	/** An application's connections to some or all members pass nothing on. */
	CLIENT_STALL,

	/** An application's connections pass everything on late. */
	CLIENT_DELAY,

	/**
	 * Connections of an application are deaf one way, or answers are late and the last.
	 */
	CLIENT_ONE_WAY,

	/**
	 * All that an application sends and is sent is lost, and nobody is told. Where the
	 * machine has no network namespaces, proxies stall all of its connections instead.
	 */
	CLIENT_UNPLUGGED,

	/**
	 * The connections between two members, or one and the others, are reset and refused.
	 */
	PEER_CUT,

	/** The connections between members pass nothing on. */
	PEER_STALL,

	/** The connections between members pass everything on late. */
	PEER_DELAY,

	/** A member hears the others and is not heard, or the other way round. */
	PEER_ONE_WAY,

	/**
	 * All history but the last of it is compacted, while the workloads run and an
	 * application is cut off: what it missed is gone.
	 */
	COMPACTION,

	/** A member is defragmented, which halts it. */
	DEFRAGMENTATION,

	/** The quota is full (NOSPACE) until space is made and the alarm disarmed. */
	QUOTA_FULL,

	/**
	 * The members may write a few times each second only, or others keep their disk busy.
	 */
	SLOW_DISK,

	/** The wall clock of an application jumps, forth or back. */
	WALL_CLOCK

}
