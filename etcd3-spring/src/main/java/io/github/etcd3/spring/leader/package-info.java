/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Named elections: who leads, with a token and fenced writes, told by events.
 */
@NullMarked
package io.github.etcd3.spring.leader;

import org.jspecify.annotations.NullMarked;
