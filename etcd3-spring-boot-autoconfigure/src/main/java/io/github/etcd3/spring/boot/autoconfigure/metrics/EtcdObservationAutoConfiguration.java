/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.observation.EtcdCallObservationConvention;
import io.github.etcd3.spring.observation.EtcdCallObservations;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the observations of calls, of
 * which tracing makes spans.
 */
@AutoConfiguration(after = EtcdAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.observations.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ EtcdCalls.class, ObservationRegistry.class })
@EnableConfigurationProperties(EtcdObservationProperties.class)
public final class EtcdObservationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EtcdCallObservations etcdCallObservations(ObservationRegistry registry,
			ObjectProvider<EtcdCallObservationConvention> convention) {
		return new EtcdCallObservations(registry,
				convention.getIfAvailable(() -> EtcdCallObservationConvention.DEFAULT));
	}

	/**
	 * Spring Boot would make meters of the observations, which say what those of
	 * {@code etcd.client.calls} say already.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterFilter.class)
	static class WithoutMeters {

		@Bean
		@ConditionalOnMissingBean(name = "etcdObservationMeterFilter")
		MeterFilter etcdObservationMeterFilter() {
			return MeterFilter.deny((id) -> id.getName().equals(EtcdCallObservationConvention.NAME)
					|| id.getName().equals(EtcdCallObservationConvention.NAME + ".active"));
		}

	}

}
