/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.etcd3.spring.cloud.EtcdServiceRegistry;

/**
 * What only Spring Cloud's users have registered.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ServiceRegistry.class)
@SuppressWarnings("checkstyle:HideUtilityClassConstructor")
class DiscoveryEndpointConfiguration {

	@Bean
	@ConditionalOnBean(EtcdServiceRegistry.class)
	static ServiceRegistrations etcdServiceRegistrations(EtcdServiceRegistry registry) {
		return registry::registrations;
	}

}
