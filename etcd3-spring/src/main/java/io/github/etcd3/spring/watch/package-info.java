/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Watches without gaps, and local copies that they keep up to date.
 */
@NullMarked
package io.github.etcd3.spring.watch;

import org.jspecify.annotations.NullMarked;
