/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;

/**
 * The beans behind {@link EtcdListener}.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class EtcdListenerConfiguration {

	static final String REGISTRY = "etcdListenerRegistry";

	/** Static, since it has to be there before all other beans. */
	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static EtcdListenerAnnotationBeanPostProcessor etcdListenerAnnotationBeanPostProcessor() {
		return new EtcdListenerAnnotationBeanPostProcessor();
	}

	@Bean(REGISTRY)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	EtcdListenerRegistry etcdListenerRegistry() {
		return new EtcdListenerRegistry();
	}

}
