/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLeaderElectionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterReadings;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.metrics.EtcdCallMetrics;
import io.github.etcd3.spring.metrics.EtcdLeadershipMetrics;
import io.github.etcd3.spring.metrics.EtcdLockMetrics;
import io.github.etcd3.spring.metrics.EtcdSessionMetrics;
import io.github.etcd3.spring.metrics.EtcdWatchMetrics;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters. Spring Boot finds
 * the beans as binders of meters; the client and the templates find some of them as
 * observers.
 */
@AutoConfiguration(after = { EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
		EtcdLeaderElectionAutoConfiguration.class, MetricsAutoConfiguration.class,
		CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnClass({ MeterRegistry.class, MetricsAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.metrics.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ EtcdCalls.class, MeterRegistry.class })
@EnableConfigurationProperties(EtcdMetricsProperties.class)
public final class EtcdMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EtcdCallMetrics etcdCallMetrics() {
		return new EtcdCallMetrics();
	}

	@Bean
	@ConditionalOnMissingBean
	EtcdLockMetrics etcdLockMetrics() {
		return new EtcdLockMetrics();
	}

	@Bean
	@ConditionalOnMissingBean
	EtcdWatchMetrics etcdWatchMetrics() {
		return new EtcdWatchMetrics();
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(EtcdSession.class)
	EtcdSessionMetrics etcdSessionMetrics(EtcdSession session) {
		return new EtcdSessionMetrics(session);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(LeaderElectionService.class)
	EtcdLeadershipMetrics etcdLeadershipMetrics(LeaderElectionService service) {
		return new EtcdLeadershipMetrics(service);
	}

	@Bean
	@ConditionalOnMissingBean(name = "etcdMemberMetrics")
	@ConditionalOnBooleanProperty(name = "etcd.metrics.members.enabled", matchIfMissing = true)
	EtcdMemberMetrics etcdMemberMetrics(EtcdCalls calls, EtcdMetricsProperties properties) {
		EtcdMetricsProperties.Members members = properties.members();
		EtcdClientSettings.requirePositive("metrics.members.interval", members.interval());
		EtcdClientSettings.requirePositive("metrics.members.timeout", members.timeout());
		return new EtcdMemberMetrics(new ClusterReadings(calls, members.timeout()), members.interval());
	}

}
