/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Annotations on bean methods, and the beans behind them.
 */
@NullMarked
package io.github.etcd3.spring.annotation;

import org.jspecify.annotations.NullMarked;
