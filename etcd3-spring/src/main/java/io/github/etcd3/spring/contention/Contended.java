/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import org.jspecify.annotations.Nullable;

/**
 * A name that is held or waited for in this JVM.
 *
 * @param name the absolute name
 * @param holding what is held, {@code null} if nothing is
 * @param waiting how many threads want to hold it, and do not yet
 */
public record Contended(String name, @Nullable Holding holding, int waiting) {

	static Contended of(Contest contest) {
		return new Contended(contest.name(), contest.holding(), contest.waiting());
	}

	/** A contest lingers for a while after it was needed. */
	boolean isPresent() {
		return this.holding != null || this.waiting > 0;
	}

}
