/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

/**
 * A value of the examples.
 *
 * @param state how it is
 */
record Task(String state) {

}
