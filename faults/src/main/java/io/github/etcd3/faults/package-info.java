/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The laboratory: a cluster, applications and faults, and what is proved of them.
 */
@NullMarked
package io.github.etcd3.faults;

import org.jspecify.annotations.NullMarked;
