/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What the services of etcd's API share.
 */
@NullMarked
package io.github.etcd3.embedded.rpc;

import org.jspecify.annotations.NullMarked;
