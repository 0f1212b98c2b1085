/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.integration;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;
import org.springframework.integration.leader.event.LeaderEventPublisher;
import org.springframework.integration.support.locks.LockRegistry;

import io.github.etcd3.spring.boot.autoconfigure.EtcdLeaderElectionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLockAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.integration.EtcdLeaderEvents;
import io.github.etcd3.spring.integration.EtcdLockRegistry;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.lock.EtcdLockSettings;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for Spring Integration's locks and
 * leader events.
 */
@AutoConfiguration(after = { EtcdLockAutoConfiguration.class, EtcdLeaderElectionAutoConfiguration.class })
@ConditionalOnClass(LockRegistry.class)
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.integration.enabled" }, matchIfMissing = true)
@ConditionalOnBean(EtcdCalls.class)
@EnableConfigurationProperties(EtcdIntegrationProperties.class)
public final class EtcdIntegrationAutoConfiguration {

	@Bean
	@ConditionalOnBean(EtcdContention.class)
	@ConditionalOnMissingBean(LockRegistry.class)
	EtcdLockRegistry etcdLockRegistry(EtcdCalls calls, EtcdContention contention,
			EtcdIntegrationProperties properties) {
		EtcdLockSettings settings = new EtcdLockSettings(properties.locks().prefix(),
				EtcdLockSettings.defaults().waitTime());
		return new EtcdLockRegistry(new EtcdLockTemplate(contention, EtcdKvTemplate.builder(calls).build(), settings));
	}

	@Bean
	@ConditionalOnBean(LeaderElectionService.class)
	@ConditionalOnMissingBean
	EtcdLeaderEvents etcdLeaderEvents(LeaderElectionService elections, EtcdCalls calls,
			ObjectProvider<LeaderEventPublisher> own, ApplicationEventPublisher events) {
		return new EtcdLeaderEvents(elections, own.getIfUnique(() -> new DefaultLeaderEventPublisher(events)),
				calls.executor());
	}

}
