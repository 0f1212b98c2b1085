/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import io.etcd.jetcd.Client;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import io.github.etcd3.spring.client.CallObserver;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientBuilderCustomizer;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the etcd client. It connects
 * lazily, so that the application starts while etcd is down, unless
 * {@code etcd.fail-fast} is on.
 */
@AutoConfiguration(after = SslAutoConfiguration.class)
@ConditionalOnClass(Client.class)
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@EnableConfigurationProperties(EtcdProperties.class)
public final class EtcdAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(EtcdConnectionDetails.class)
	PropertiesEtcdConnectionDetails etcdConnectionDetails(EtcdProperties properties,
			ObjectProvider<SslBundles> sslBundles, Environment environment) {
		rejectMissingServer(properties, environment);
		return new PropertiesEtcdConnectionDetails(properties, sslBundles.getIfAvailable());
	}

	/** Who wants the embedded server must not get the default endpoint in silence. */
	private static void rejectMissingServer(EtcdProperties properties, Environment environment) {
		if (Boolean.TRUE.equals(properties.embedded().enabled()) && NoEndpointsCondition.matches(environment)
				&& !ClassUtils.isPresent("io.github.etcd3.embedded.EmbeddedEtcd", null)) {
			throw new InvalidEtcdSettingException("embedded.enabled", true,
					"etcd3-embedded is not on the class path: add this dependency, or set etcd.endpoints.");
		}
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	Client etcdClient(EtcdProperties properties, EtcdConnectionDetails connectionDetails,
			ObjectProvider<EtcdClientBuilderCustomizer> customizers, ObjectProvider<CallObserver> observers) {
		return new EtcdClientFactory(properties.clientSettings(connectionDetails), customizers.orderedStream().toList(),
				CallObserver.of(observers.orderedStream().toList()))
			.create();
	}

	@Bean
	@ConditionalOnMissingBean
	EtcdCalls etcdCalls(Client client, EtcdProperties properties) {
		return EtcdCalls.of(client, properties.requestTimeout());
	}

	@Bean
	@ConditionalOnBooleanProperty("etcd.fail-fast")
	StartupCheck etcdStartupCheck(EtcdCalls calls, EtcdProperties properties, EtcdConnectionDetails connectionDetails) {
		return new StartupCheck(calls, new EndpointProbe(connectionDetails, properties.connectTimeout()));
	}

}
