/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.EtcdSessionSettings;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the session, on whose lease
 * locks, leadership and ephemeral keys hang, and the queues that locks and elections
 * share.
 */
@AutoConfiguration(after = EtcdAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean(EtcdCalls.class)
public final class EtcdSessionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EtcdSession etcdSession(EtcdCalls calls, EtcdProperties properties) {
		return new EtcdSession(calls,
				new EtcdSessionSettings(properties.session().ttl(), properties.session().margin()));
	}

	@Bean
	@ConditionalOnMissingBean
	EtcdContention etcdContention(EtcdCalls calls, EtcdSession session) {
		return new EtcdContention(calls, session);
	}

	@Bean
	CloseLifecycle etcdLocksLifecycle(ApplicationContext context, EtcdContention contention) {
		return new CloseLifecycle(context, EtcdPhases.LOCKS, contention::close);
	}

	@Bean
	CloseLifecycle etcdSessionLifecycle(ApplicationContext context, EtcdSession session) {
		return new CloseLifecycle(context, EtcdPhases.SESSION, session::close);
	}

}
