/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A real etcd cluster whose every connection can be disturbed.
 */
@NullMarked
package io.github.etcd3.faults.cluster;

import org.jspecify.annotations.NullMarked;
