/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

/**
 * etcd's hash over the history of the store.
 *
 * @param hash the CRC-32C, as an unsigned 32-bit number in an {@code int}
 * @param compactRevision the compacted revision at that time
 * @param revision the current revision at that time
 */
public record KvHash(int hash, long compactRevision, long revision) {
}
