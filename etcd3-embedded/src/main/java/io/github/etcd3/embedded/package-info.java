/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * An etcd v3 server inside the JVM, for tests and development: start it, stop it, and
 * make it fail.
 */
@NullMarked
package io.github.etcd3.embedded;

import org.jspecify.annotations.NullMarked;
