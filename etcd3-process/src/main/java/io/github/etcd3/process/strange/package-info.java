/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What listens where an etcd should be, and is none or has lost its mind.
 */
@NullMarked
package io.github.etcd3.process.strange;

import org.jspecify.annotations.NullMarked;
