/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The one client of an application: its settings, its making, its calls, and the one
 * place where gRPC's failures become ours.
 */
@NullMarked
package io.github.etcd3.spring.client;

import org.jspecify.annotations.NullMarked;
