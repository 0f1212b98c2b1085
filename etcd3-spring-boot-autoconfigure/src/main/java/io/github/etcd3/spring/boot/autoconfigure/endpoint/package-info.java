/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The actuator's endpoint {@code etcd}: what this application does with etcd, and how the
 * cluster is.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import org.jspecify.annotations.NullMarked;
