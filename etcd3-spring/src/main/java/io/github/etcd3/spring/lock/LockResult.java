/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import org.jspecify.annotations.Nullable;

/**
 * What became of work that was to run if a lock was free.
 *
 * @param executed whether it ran
 * @param value its result; {@code null} where it did not run
 * @param <T> the type of the result
 */
public record LockResult<T extends @Nullable Object>(boolean executed, @Nullable T value) {

	static <T extends @Nullable Object> LockResult<T> executed(T value) {
		return new LockResult<>(true, value);
	}

	static <T extends @Nullable Object> LockResult<T> notExecuted() {
		return new LockResult<>(false, null);
	}

}
