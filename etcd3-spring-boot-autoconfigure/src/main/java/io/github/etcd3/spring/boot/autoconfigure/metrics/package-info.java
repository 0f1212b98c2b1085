/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Meters and observations of etcd.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
