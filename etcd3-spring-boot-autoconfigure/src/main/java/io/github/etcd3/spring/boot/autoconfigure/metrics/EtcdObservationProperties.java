/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Observations.
 *
 * @param enabled Whether calls to etcd are observed, for tracing, where there is an
 * ObservationRegistry.
 */
@ConfigurationProperties("etcd.observations")
record EtcdObservationProperties(@DefaultValue("true") boolean enabled) {

}
