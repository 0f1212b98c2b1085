/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Tests of applications that use etcd, with an etcd inside the JVM.
 */
@NullMarked
package io.github.etcd3.spring.boot.test;

import org.jspecify.annotations.NullMarked;
