/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import io.etcd.jetcd.Client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that keeps what
 * {@code spring.config.import=etcd:} has read up to date.
 */
@AutoConfiguration(after = EtcdAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.config.enabled" }, matchIfMissing = true)
@ConditionalOnBean(EtcdCalls.class)
@EnableConfigurationProperties(EtcdConfigProperties.class)
public final class EtcdConfigRefreshAutoConfiguration {

	@Bean
	@ConditionalOnBooleanProperty(name = "etcd.config.refresh.enabled", matchIfMissing = true)
	EtcdConfigRefresher etcdConfigRefresher(ConfigurableEnvironment environment, EtcdCalls calls,
			ObjectProvider<ConfigChangeListener> listeners) {
		return new EtcdConfigRefresher(environment, EtcdKvTemplate.builder(calls).build(),
				listeners.orderedStream().toList());
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "etcd.config.refresh.enabled", matchIfMissing = true)
	@Order(Ordered.LOWEST_PRECEDENCE)
	ConfigChangeListener etcdConfigChangedEventPublisher(ApplicationEventPublisher publisher) {
		return publisher::publishEvent;
	}

	/**
	 * Where Spring Cloud binds properties again.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextRefresher.class)
	static class CloudConfiguration {

		@Bean
		@ConditionalOnBooleanProperty(name = "etcd.config.refresh.enabled", matchIfMissing = true)
		@Order(0)
		CloudConfigChange etcdCloudConfigChange(ApplicationContext context, ObjectProvider<RefreshScope> scope) {
			return new CloudConfigChange(context, scope);
		}

		/**
		 * Spring Cloud's own refresh imports anew, with whatever it finds here, and
		 * closes nothing: it gets the application's client.
		 */
		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		@ConditionalOnMissingBean(ConfigurableBootstrapContext.class)
		DefaultBootstrapContext etcdRefreshBootstrapContext(Client client) {
			DefaultBootstrapContext bootstrap = new DefaultBootstrapContext();
			bootstrap.register(Client.class, (context) -> client);
			return bootstrap;
		}

	}

}
