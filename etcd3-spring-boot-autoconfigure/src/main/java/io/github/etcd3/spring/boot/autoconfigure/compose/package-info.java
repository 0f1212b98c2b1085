/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * etcd as a service of Docker Compose.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.compose;

import org.jspecify.annotations.NullMarked;
