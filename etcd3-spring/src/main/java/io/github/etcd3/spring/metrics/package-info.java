/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Meters for Micrometer.
 */
@NullMarked
package io.github.etcd3.spring.metrics;

import org.jspecify.annotations.NullMarked;
