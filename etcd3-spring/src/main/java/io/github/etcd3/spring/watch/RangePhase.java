/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

/**
 * What a {@link RangeWatch} is at.
 */
enum RangePhase {

	/** The state is being read. */
	LOADING,

	/** A stream is being opened. */
	OPENING,

	/** A stream is open. */
	OPEN,

	/** There is no stream until the listener has caught up. */
	FULL

}
