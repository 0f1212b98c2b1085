/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What every other package speaks of: entries, tokens and the exceptions.
 */
@NullMarked
package io.github.etcd3.spring;

import org.jspecify.annotations.NullMarked;
