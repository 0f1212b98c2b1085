/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The applications as processes, seen from the laboratory.
 */
@NullMarked
package io.github.etcd3.faults.instance;

import org.jspecify.annotations.NullMarked;
