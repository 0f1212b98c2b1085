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
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.annotation.LeaderOnly;
import io.github.etcd3.spring.interceptor.LeaderOnlyPostProcessor;
import io.github.etcd3.spring.leader.LeaderElectionService;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link LeaderOnly} methods,
 * unless the application enables them itself.
 */
@AutoConfiguration(after = EtcdLeaderElectionAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.leader-election.annotations.enabled" },
		matchIfMissing = true)
@ConditionalOnBean(LeaderElectionService.class)
@SuppressWarnings("checkstyle:HideUtilityClassConstructor")
public final class EtcdLeaderOnlyAutoConfiguration {

	/** Static, so that no other bean is made too early for its sake. */
	@Bean
	@ConditionalOnMissingBean
	static LeaderOnlyPostProcessor etcdLeaderOnlyPostProcessor(Environment environment) {
		LeaderOnlyPostProcessor leaders = new LeaderOnlyPostProcessor();
		leaders.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		return leaders;
	}

}
