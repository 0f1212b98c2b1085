/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Watches that mend themselves.
 */
@NullMarked
package io.github.etcd3.spring.watch;

import org.jspecify.annotations.NullMarked;
