/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.info;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorFallback;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdProperties;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterCheck;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.Ticker;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for what the actuator's info
 * endpoint says of etcd. Off unless it is asked for, since it calls etcd.
 */
@AutoConfiguration(after = EtcdAutoConfiguration.class)
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean(EtcdCalls.class)
@ConditionalOnEnabledInfoContributor(value = "etcd", fallback = InfoContributorFallback.DISABLE)
public final class EtcdInfoContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "etcdInfoContributor")
	EtcdInfoContributor etcdInfoContributor(EtcdCalls calls, EtcdProperties properties) {
		EtcdClientSettings.requirePositive("health.timeout", properties.health().timeout());
		return new EtcdInfoContributor(new ClusterCheck(calls, properties.health().timeout(), Ticker.SYSTEM),
				Ticker.SYSTEM);
	}

}
