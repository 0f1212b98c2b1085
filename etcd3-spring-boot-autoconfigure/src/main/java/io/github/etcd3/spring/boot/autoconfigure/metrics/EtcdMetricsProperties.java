/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.metrics;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Meters.
 *
 * @param enabled Whether etcd is measured, where there is a MeterRegistry.
 * @param members The members of the cluster.
 */
@ConfigurationProperties("etcd.metrics")
record EtcdMetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue Members members) {

	/**
	 * The members of the cluster.
	 *
	 * @param enabled Whether the members of the cluster are measured, by a thread that
	 * asks them for their status.
	 * @param interval Pause between two rounds of asking the members.
	 * @param timeout Time limit for one round.
	 */
	record Members(@DefaultValue("true") boolean enabled, @DefaultValue("30s") Duration interval,
			@DefaultValue("5s") Duration timeout) {

	}

}
