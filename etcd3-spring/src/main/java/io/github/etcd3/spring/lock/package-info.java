/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Locks that exclude each other across JVMs, with fencing tokens.
 */
@NullMarked
package io.github.etcd3.spring.lock;

import org.jspecify.annotations.NullMarked;
