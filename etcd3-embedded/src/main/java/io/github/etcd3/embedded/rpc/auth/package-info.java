/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * etcd's Auth service.
 */
@NullMarked
package io.github.etcd3.embedded.rpc.auth;

import org.jspecify.annotations.NullMarked;
