/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * etcd's Lock and Election services.
 */
@NullMarked
package io.github.etcd3.embedded.rpc.lock;

import org.jspecify.annotations.NullMarked;
