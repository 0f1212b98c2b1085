/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What was done and seen, as each process writes it down.
 */
@NullMarked
package io.github.etcd3.faults.history;

import org.jspecify.annotations.NullMarked;
