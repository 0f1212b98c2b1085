/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What stands between a caller and a method with an annotation.
 */
@NullMarked
package io.github.etcd3.spring.interceptor;

import org.jspecify.annotations.NullMarked;
