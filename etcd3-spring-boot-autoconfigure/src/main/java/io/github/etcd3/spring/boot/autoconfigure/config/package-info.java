/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Properties of the application that are kept in etcd:
 * {@code spring.config.import=etcd:}.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.config;

import org.jspecify.annotations.NullMarked;
