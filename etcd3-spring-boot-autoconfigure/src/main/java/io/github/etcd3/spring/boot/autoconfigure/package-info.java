/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Auto-configuration of etcd3-spring: properties, connection details and beans.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
