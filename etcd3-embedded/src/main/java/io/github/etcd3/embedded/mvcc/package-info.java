/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The multi-version store: revisions, ranges, compaction and the hash over the history.
 */
@NullMarked
package io.github.etcd3.embedded.mvcc;

import org.jspecify.annotations.NullMarked;
