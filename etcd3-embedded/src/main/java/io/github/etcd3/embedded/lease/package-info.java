/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Leases: their keys, their time, and their end.
 */
@NullMarked
package io.github.etcd3.embedded.lease;

import org.jspecify.annotations.NullMarked;
