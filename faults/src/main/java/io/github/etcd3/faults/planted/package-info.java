/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Bugs put into the library on purpose, so that the checkers can be checked.
 */
@NullMarked
package io.github.etcd3.faults.planted;

import org.jspecify.annotations.NullMarked;
