/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Real etcd servers and clusters as their own processes, for tests and benchmarks.
 */
@NullMarked
package io.github.etcd3.process;

import org.jspecify.annotations.NullMarked;
