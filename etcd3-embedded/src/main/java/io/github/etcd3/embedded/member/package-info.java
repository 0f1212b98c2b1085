/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The one member: its store, leases, users and alarms, under one lock.
 */
@NullMarked
package io.github.etcd3.embedded.member;

import org.jspecify.annotations.NullMarked;
