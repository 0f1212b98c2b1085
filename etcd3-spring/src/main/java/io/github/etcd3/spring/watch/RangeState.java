/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.List;

import io.etcd.jetcd.KeyValue;

/**
 * The keys of a range as they were at one revision.
 *
 * @param revision the revision at which they were read
 * @param entries the entries, in the order of their keys
 */
public record RangeState(long revision, List<KeyValue> entries) {

}
