/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * How soon another one leads.
 */
@NullMarked
package io.github.etcd3.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
