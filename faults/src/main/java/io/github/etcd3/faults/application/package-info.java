/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The application under test, in a process of its own, and its workloads.
 */
@NullMarked
package io.github.etcd3.faults.application;

import org.jspecify.annotations.NullMarked;
