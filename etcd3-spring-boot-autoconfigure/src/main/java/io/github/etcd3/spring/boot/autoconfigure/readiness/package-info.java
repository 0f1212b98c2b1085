/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Readiness of an application that can do nothing without etcd.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.readiness;

import org.jspecify.annotations.NullMarked;
