/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the actuator's {@code info} endpoint says of the etcd cluster.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.info;

import org.jspecify.annotations.NullMarked;
