/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Registrations that heal by themselves, and the members that there are.
 */
@NullMarked
package io.github.etcd3.spring.membership;

import org.jspecify.annotations.NullMarked;
