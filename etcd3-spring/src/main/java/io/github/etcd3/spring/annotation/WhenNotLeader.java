/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

/**
 * What becomes of a call of a {@link LeaderOnly} method while this application does not
 * lead.
 */
public enum WhenNotLeader {

	/**
	 * It does nothing: returns {@code null}, or an empty {@code Optional} or a future of
	 * {@code null} where the method returns such a thing.
	 */
	SKIP,

	/**
	 * It fails with a {@code NotLeaderException}.
	 */
	FAIL

}
