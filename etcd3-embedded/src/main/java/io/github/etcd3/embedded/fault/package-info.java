/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Faults on demand, between the network and the member.
 */
@NullMarked
package io.github.etcd3.embedded.fault;

import org.jspecify.annotations.NullMarked;
