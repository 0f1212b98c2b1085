/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * etcd's KV service.
 */
@NullMarked
package io.github.etcd3.embedded.rpc.kv;

import org.jspecify.annotations.NullMarked;
