/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import org.jspecify.annotations.Nullable;

/**
 * What came of work that only the leader does.
 *
 * @param <T> the type of the work's result
 * @param executed whether the work was done, since this application was the leader
 * @param value what the work returned, {@code null} if it was not done
 */
public record LeaderResult<T extends @Nullable Object>(boolean executed, @Nullable T value) {

}
