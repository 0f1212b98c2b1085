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

import io.github.etcd3.spring.annotation.DistributedLock;
import io.github.etcd3.spring.interceptor.DistributedLockPostProcessor;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link DistributedLock} methods,
 * unless the application enables them itself.
 */
@AutoConfiguration(after = EtcdLockAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.lock.annotations.enabled" }, matchIfMissing = true)
@ConditionalOnBean(EtcdLockTemplate.class)
@SuppressWarnings("checkstyle:HideUtilityClassConstructor")
public final class EtcdDistributedLockAutoConfiguration {

	/** Static, so that no other bean is made too early for its sake. */
	@Bean
	@ConditionalOnMissingBean
	static DistributedLockPostProcessor etcdDistributedLockPostProcessor(Environment environment) {
		DistributedLockPostProcessor locks = new DistributedLockPostProcessor();
		locks.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		return locks;
	}

}
