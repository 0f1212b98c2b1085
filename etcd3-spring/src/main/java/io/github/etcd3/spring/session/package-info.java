/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The session of an application: one lease that is kept alive, with a local deadline.
 */
@NullMarked
package io.github.etcd3.spring.session;

import org.jspecify.annotations.NullMarked;
