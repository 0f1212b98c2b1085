/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.List;

import io.github.etcd3.spring.EtcdEntry;

/**
 * The entries under a prefix as they were at one revision.
 *
 * @param <V> the type of the values
 * @param revision the revision
 * @param entries the entries, in the order of their keys' UTF-8 bytes; immutable
 */
public record PrefixSnapshot<V>(long revision, List<EtcdEntry<V>> entries) {

}
