/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What goes wrong, and when, by a seed.
 */
@NullMarked
package io.github.etcd3.faults.fault;

import org.jspecify.annotations.NullMarked;
