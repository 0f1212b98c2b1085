/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Compares what jetcd, as a client of its own, sees of the embedded etcd and of a real
 * one.
 */
@NullMarked
package io.github.etcd3.embedded.jetcd;

import org.jspecify.annotations.NullMarked;
