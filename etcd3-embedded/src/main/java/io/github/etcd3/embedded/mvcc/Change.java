/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import io.etcd.jetcd.api.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * One change of one key, as a watch tells it.
 *
 * @param deleted whether the key was deleted
 * @param kv the new key-value; of a deleted key the key and the revision of its deletion
 * @param previous the key-value before, or {@code null} if there was none
 */
public record Change(boolean deleted, KeyValue kv, @Nullable KeyValue previous) {
}
