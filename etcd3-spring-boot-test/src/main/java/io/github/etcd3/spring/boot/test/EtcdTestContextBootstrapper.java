/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/**
 * Reads {@link EtcdTest#properties()}.
 */
final class EtcdTestContextBootstrapper extends TestSliceTestContextBootstrapper<EtcdTest> {

}
