/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The errors of etcd's protocol.
 */
@NullMarked
package io.github.etcd3.embedded.failure;

import org.jspecify.annotations.NullMarked;
