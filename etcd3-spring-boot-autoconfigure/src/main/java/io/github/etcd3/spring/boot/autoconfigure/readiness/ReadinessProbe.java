/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import org.jspecify.annotations.Nullable;

/**
 * Finds out whether etcd can be used.
 */
@FunctionalInterface
interface ReadinessProbe {

	/**
	 * Looks, within a time limit; may block.
	 * @return why it can't be used, {@code null} if it can
	 */
	@Nullable String problem();

}
