/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Locks and leadership for Spring Integration.
 */
@NullMarked
package io.github.etcd3.spring.boot.autoconfigure.integration;

import org.jspecify.annotations.NullMarked;
