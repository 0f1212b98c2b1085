/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Adapters to Spring Cloud.
 */
@NullMarked
package io.github.etcd3.spring.cloud;

import org.jspecify.annotations.NullMarked;
