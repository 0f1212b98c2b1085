/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.history;

/**
 * What an event belongs to; each has its checker.
 */
public enum Workload {

	/** Locks: at most one holder. */
	LOCK,

	/** Writes through a fence. */
	FENCE,

	/** One election. */
	LEADER,

	/** Registers, items and a counter. */
	KV,

	/** A watch over all that KV writes. */
	WATCH,

	/** A group of members. */
	MEMBERSHIP,

	/** What a stopped application, and the run, left behind. */
	LEFTOVER,

	/** What was done to the cluster and to the applications. */
	FAULT,

	/** All changes of all keys, told by {@code etcdctl watch}. */
	ORACLE

}
