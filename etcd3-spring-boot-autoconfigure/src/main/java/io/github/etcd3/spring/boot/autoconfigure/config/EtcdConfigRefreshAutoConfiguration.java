/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScope;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that takes over changes of what
 * {@code spring.config.import} read from etcd.
 */
@AutoConfiguration(after = EtcdAutoConfiguration.class,
		afterName = "org.springframework.cloud.autoconfigure.RefreshAutoConfiguration")
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.config.enabled", "etcd.config.refresh.enabled" },
		matchIfMissing = true)
@ConditionalOnBean(EtcdCalls.class)
@EnableConfigurationProperties(EtcdConfigProperties.class)
public final class EtcdConfigRefreshAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(EtcdConfigRefreshAutoConfiguration.class);

	@Bean
	ConfigRefresher etcdConfigRefresher(EtcdCalls calls, ConfigurableEnvironment environment,
			ApplicationContext context, ObjectProvider<Rebinding> rebinding) {
		return new ConfigRefresher(calls, new ConfigChanges(environment), (location, keys) -> {
			rebinding.ifAvailable((available) -> told(location, keys, () -> available.rebind(keys)));
			told(location, keys, () -> context.publishEvent(new EtcdConfigChangedEvent(location.toString(), keys)));
		});
	}

	private static void told(ConfigLocation location, Set<String> keys, Runnable told) {
		try {
			told.run();
		}
		catch (RuntimeException ex) {
			logger.warn("Somebody could not follow the change of {} at {}", keys, location, ex);
		}
	}

	/**
	 * Has beans follow what changed.
	 */
	@FunctionalInterface
	interface Rebinding {

		void rebind(Set<String> keys);

	}

	/**
	 * Where Spring Cloud knows how to do that.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(EnvironmentChangeEvent.class)
	static class SpringCloudContext {

		@Bean
		Rebinding etcdConfigRebinding(ApplicationContext context, ObjectProvider<RefreshScope> scopes) {
			return (keys) -> {
				try {
					context.publishEvent(new EnvironmentChangeEvent(context, keys));
				}
				finally {
					scopes.ifAvailable(RefreshScope::refreshAll);
				}
			};
		}

	}

}
