/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The queue for a name, in etcd and inside this JVM, that locks and elections share.
 */
@NullMarked
package io.github.etcd3.spring.contention;

import org.jspecify.annotations.NullMarked;
