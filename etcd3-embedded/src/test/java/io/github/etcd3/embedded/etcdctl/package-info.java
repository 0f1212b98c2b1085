/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Compares the embedded etcd with a real one as a person at a terminal would: the same
 * {@code etcdctl} commands for both, and what they print and how they end beside each
 * other.
 */
@NullMarked
package io.github.etcd3.embedded.etcdctl;

import org.jspecify.annotations.NullMarked;
