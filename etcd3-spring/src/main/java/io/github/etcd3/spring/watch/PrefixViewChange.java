/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;

/**
 * How one entry of a {@link PrefixView} changed.
 *
 * @param <V> the type of the values
 * @param key the key, relative to the template that made the view
 * @param before the entry as the listener was told it last, {@code null} if it is new
 * @param after the entry as it is now, {@code null} if it was removed
 */
public record PrefixViewChange<V>(String key, @Nullable EtcdEntry<V> before, @Nullable EtcdEntry<V> after) {

}
