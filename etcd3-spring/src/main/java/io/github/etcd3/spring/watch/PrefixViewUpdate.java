/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import org.jspecify.annotations.Nullable;

/**
 * A change for the entries of a view.
 *
 * @param <V> the type of the values
 * @param key the key
 * @param revision its revision
 * @param slot what it is now, {@code null} if it was removed
 */
record PrefixViewUpdate<V>(String key, long revision, @Nullable PrefixViewSlot<V> slot) {

}
