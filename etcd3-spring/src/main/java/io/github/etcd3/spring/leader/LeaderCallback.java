/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import org.jspecify.annotations.Nullable;

/**
 * Work that only the leader does.
 *
 * @param <T> the type of its result
 * @param <X> the type of the exceptions that it throws
 */
@FunctionalInterface
public interface LeaderCallback<T extends @Nullable Object, X extends Exception> {

	/**
	 * Does the work, on the caller's thread.
	 * @param leadership the term in which it began. Long work asks
	 * {@link Leadership#isActive()} between its steps, and writes through
	 * {@link Leadership#kv()}.
	 * @return the result
	 * @throws X as the work likes; the caller gets it
	 */
	T call(Leadership leadership) throws X;

}
