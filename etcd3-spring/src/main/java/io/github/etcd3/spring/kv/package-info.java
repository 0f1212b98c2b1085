/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Reading and writing keys: the template, its transactions and its codec.
 */
@NullMarked
package io.github.etcd3.spring.kv;

import org.jspecify.annotations.NullMarked;
