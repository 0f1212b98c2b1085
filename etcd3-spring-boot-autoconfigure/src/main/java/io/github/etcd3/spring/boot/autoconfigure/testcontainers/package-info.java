/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * etcd in a container that Testcontainers runs, found by {@code @ServiceConnection}.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
