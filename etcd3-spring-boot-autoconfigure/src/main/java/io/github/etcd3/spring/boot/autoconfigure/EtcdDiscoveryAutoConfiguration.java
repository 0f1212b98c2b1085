/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.cloud.client.ConditionalOnBlockingDiscoveryEnabled;
import org.springframework.cloud.client.ConditionalOnDiscoveryEnabled;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.cloud.EtcdDiscoveryClient;
import io.github.etcd3.spring.cloud.EtcdRegistration;
import io.github.etcd3.spring.cloud.EtcdServiceRegistry;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for Spring Cloud's discovery of
 * services, and the registration of this application as one of them.
 */
@AutoConfiguration(after = { EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class },
		beforeName = { "org.springframework.cloud.client.CommonsClientAutoConfiguration",
				"org.springframework.cloud.client.serviceregistry.ServiceRegistryAutoConfiguration" },
		afterName = "org.springframework.cloud.commons.util.UtilAutoConfiguration")
@ConditionalOnClass({ DiscoveryClient.class, ServiceRegistry.class })
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.discovery.enabled" }, matchIfMissing = true)
@ConditionalOnDiscoveryEnabled
@ConditionalOnBean(KvTemplates.class)
public final class EtcdDiscoveryAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EtcdServiceRegistry etcdServiceRegistry(KvTemplates templates, EtcdSession session, EtcdProperties properties) {
		return new EtcdServiceRegistry(templates.under("discovery.prefix", properties.discovery().prefix()), session);
	}

	@Bean
	CloseLifecycle etcdServiceRegistryLifecycle(ApplicationContext context, EtcdServiceRegistry registry) {
		return new CloseLifecycle(context, EtcdPhases.MEMBERSHIPS, registry::close);
	}

	/**
	 * What finds services; it blocks, if only for the first load.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBlockingDiscoveryEnabled
	static class DiscoveryClientConfiguration {

		@Bean
		@ConditionalOnMissingBean
		EtcdDiscoveryClient etcdDiscoveryClient(KvTemplates templates, EtcdProperties properties) {
			return new EtcdDiscoveryClient(templates.under("discovery.prefix", properties.discovery().prefix()));
		}

	}

	/**
	 * The web application's own registration.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ InetUtils.class, WebServerInitializedEvent.class })
	@ConditionalOnBooleanProperty(
			name = { "etcd.discovery.register", "spring.cloud.service-registry.auto-registration.enabled" },
			matchIfMissing = true)
	static class RegistrationConfiguration {

		@Bean
		DiscoveryPort etcdDiscoveryPort(ApplicationContext context, EtcdProperties properties) {
			return new DiscoveryPort(context, properties.discovery().port());
		}

		@Bean
		@ConditionalOnMissingBean
		EtcdRegistration etcdRegistration(EtcdProperties properties, Environment environment,
				ObjectProvider<InetUtils> network, DiscoveryPort port) {
			return new DiscoveryIdentity(properties.discovery(), environment, network.getIfAvailable())
				.toRegistration(port);
		}

		@Bean
		DiscoveryRegistration etcdAutoServiceRegistration(ApplicationContext context, EtcdServiceRegistry registry,
				EtcdRegistration registration) {
			return new DiscoveryRegistration(context, registry, registration);
		}

	}

}
