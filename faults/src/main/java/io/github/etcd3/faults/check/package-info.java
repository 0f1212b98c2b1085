/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What must hold of a history.
 */
@NullMarked
package io.github.etcd3.faults.check;

import org.jspecify.annotations.NullMarked;
