/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * JUnit glue: tests that need a real etcd ask for it by annotation.
 */
@NullMarked
package io.github.etcd3.process.junit;

import org.jspecify.annotations.NullMarked;
