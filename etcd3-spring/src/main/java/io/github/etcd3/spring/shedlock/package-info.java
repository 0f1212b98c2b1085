/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * An adapter to ShedLock.
 */
@NullMarked
package io.github.etcd3.spring.shedlock;

import org.jspecify.annotations.NullMarked;
