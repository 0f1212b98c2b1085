/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Compares the embedded etcd with a real one: the same requests into both, and every
 * answer, every watch event and the hash of the whole history beside each other.
 */
@NullMarked
package io.github.etcd3.embedded.differential;

import org.jspecify.annotations.NullMarked;
