/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Observations for Micrometer, of which tracing makes spans.
 */
@NullMarked
package io.github.etcd3.spring.observation;

import org.jspecify.annotations.NullMarked;
