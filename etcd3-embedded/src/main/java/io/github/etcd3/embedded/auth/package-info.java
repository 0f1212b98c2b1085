/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Users, roles, permissions and tokens.
 */
@NullMarked
package io.github.etcd3.embedded.auth;

import org.jspecify.annotations.NullMarked;
