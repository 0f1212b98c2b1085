/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * An application to be tested.
 */
@NullMarked
package io.github.etcd3.spring.boot.test.example;

import org.jspecify.annotations.NullMarked;
