/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

/**
 * Why a leadership ended.
 */
public enum RevocationReason {

	/**
	 * {@link EtcdLeaderElection#resign()} was called.
	 */
	RESIGNED,

	/**
	 * The election was stopped or closed, usually with its application.
	 */
	STOPPED,

	/**
	 * The session was not renewed in time: etcd could not be reached, or this process
	 * stood still.
	 */
	SESSION_LOST,

	/**
	 * The candidate's key is gone from etcd while the session looked fine: somebody
	 * deleted it, or revoked the lease.
	 */
	KEY_DELETED

}
