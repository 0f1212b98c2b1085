/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The port: gRPC and HTTP, with or without TLS.
 */
@NullMarked
package io.github.etcd3.embedded.transport;

import org.jspecify.annotations.NullMarked;
