/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The health of the etcd cluster, as the application sees it.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
