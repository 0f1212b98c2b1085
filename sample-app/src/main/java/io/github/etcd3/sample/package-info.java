/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A small web application that shows each bean of the starter at work.
 */
@NullMarked
package io.github.etcd3.sample;

import org.jspecify.annotations.NullMarked;
