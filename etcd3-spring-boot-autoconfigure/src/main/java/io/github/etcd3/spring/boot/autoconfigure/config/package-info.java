/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * {@code spring.config.import=etcd:}, and how what it read is kept up to date.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.config;

import org.jspecify.annotations.NullMarked;
