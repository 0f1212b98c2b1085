/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What it costs to measure and observe calls.
 */
@NullMarked
package io.github.etcd3.benchmarks.observability;

import org.jspecify.annotations.NullMarked;
