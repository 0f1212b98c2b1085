/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The embedded server beside a real etcd.
 */
@NullMarked
package io.github.etcd3.benchmarks.embedded;

import org.jspecify.annotations.NullMarked;
