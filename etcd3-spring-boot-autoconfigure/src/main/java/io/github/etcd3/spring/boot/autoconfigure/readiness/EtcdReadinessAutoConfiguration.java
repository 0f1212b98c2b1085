/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.readiness;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

import io.github.etcd3.spring.boot.autoconfigure.EtcdProperties;
import io.github.etcd3.spring.boot.autoconfigure.EtcdSessionAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.client.Ticker;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for an application that refuses
 * traffic while etcd can't be used. Off unless it is asked for: most can do much without.
 */
@AutoConfiguration(after = { EtcdSessionAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty("etcd.readiness.enabled")
@ConditionalOnBean({ EtcdCalls.class, EtcdSession.class, ApplicationAvailability.class })
@EnableConfigurationProperties(EtcdReadinessProperties.class)
public final class EtcdReadinessAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "etcdReadinessGate")
	ReadinessGate etcdReadinessGate(EtcdReadinessProperties properties, EtcdProperties etcd, EtcdCalls calls,
			EtcdSession session, ApplicationAvailability availability, ApplicationEventPublisher publisher) {
		EtcdClientSettings.requirePositive("readiness.interval", properties.interval());
		EtcdClientSettings.requirePositive("health.timeout", etcd.health().timeout());
		if (properties.grace().isNegative()) {
			throw new InvalidEtcdSettingException("readiness.grace", properties.grace(),
					"It must be 0s (refuse at once) or longer.");
		}
		ReadinessProbe probe = switch (properties.require()) {
			case CONNECTION -> new ConnectionProbe(calls, etcd.health().timeout());
			case SESSION -> new SessionProbe(session);
		};
		return new ReadinessGate(probe, properties.grace(), properties.interval(), availability, publisher,
				calls.executor(), Ticker.SYSTEM);
	}

}
