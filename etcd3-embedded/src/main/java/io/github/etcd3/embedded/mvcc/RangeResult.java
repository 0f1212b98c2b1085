/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.List;

import io.etcd.jetcd.api.KeyValue;

/**
 * What a range of keys holds at one revision.
 *
 * @param keyValues in the order of the keys; empty if only the count was asked for
 * @param count how many keys there are, whatever the limit
 * @param revision the store's current revision
 */
public record RangeResult(List<KeyValue> keyValues, long count, long revision) {
}
