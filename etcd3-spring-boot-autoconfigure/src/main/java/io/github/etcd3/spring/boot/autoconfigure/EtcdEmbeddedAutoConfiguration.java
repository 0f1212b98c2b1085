/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

import io.etcd.jetcd.Client;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.NestedExceptionUtils;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for an etcd inside the JVM, where
 * nobody says which etcd to use. An application that runs from its package must ask for
 * it, since otherwise each of its instances would have an etcd of its own and be the
 * leader there.
 */
@AutoConfiguration(before = EtcdAutoConfiguration.class)
@ConditionalOnClass({ Client.class, EmbeddedEtcd.class })
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.embedded.enabled" }, matchIfMissing = true)
@ConditionalOnMissingBean({ EtcdConnectionDetails.class, Client.class })
@Conditional(NoEndpointsCondition.class)
@EnableConfigurationProperties(EtcdProperties.class)
public final class EtcdEmbeddedAutoConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(EtcdEmbeddedAutoConfiguration.class);

	private static final int HIGHEST_PORT = 65_535;

	/**
	 * Not lazy: an application must not find out at its first call that it has no etcd.
	 */
	@Bean(destroyMethod = "close")
	@Lazy(false)
	@ConditionalOnMissingBean
	EmbeddedEtcd embeddedEtcd(EtcdProperties properties, ConfigurableListableBeanFactory beanFactory) {
		if (properties.embedded().enabled() == null && !ApplicationOrigin.isProject(beanFactory)) {
			throw new InvalidEtcdSettingException("endpoints", null,
					"""
							Set etcd.endpoints to the client URLs of your etcd. This application does not run from the classes \
							of a project but from its package, where the etcd inside the JVM (etcd3-embedded) does not start by \
							itself: each instance would have one of its own, and there be the leader and hold every lock. \
							If there is only one instance, and its data may be lost, set etcd.embedded.enabled=true.""");
		}
		EmbeddedEtcd etcd = start(properties.embedded().port());
		logger.info("No etcd.endpoints are set: using the etcd inside this JVM, at {}", etcd.endpoint());
		tellWhatIsIgnored(properties);
		return etcd;
	}

	private static EmbeddedEtcd start(int port) {
		if (port < 0 || port > HIGHEST_PORT) {
			throw new InvalidEtcdSettingException("embedded.port", port,
					"A port is from 1 to " + HIGHEST_PORT + ", or 0 for any free one.");
		}
		try {
			return EmbeddedEtcd.builder().port(port).start();
		}
		catch (IllegalStateException ex) {
			if (!(ex.getCause() instanceof IOException)) {
				throw ex;
			}
			InvalidEtcdSettingException invalid = new InvalidEtcdSettingException("embedded.port", port,
					"The etcd inside the JVM can't listen there ("
							+ NestedExceptionUtils.getMostSpecificCause(ex).getMessage()
							+ "): stop what uses this port, choose another one, or 0 for any free one. To share the etcd"
							+ " of another instance, set etcd.endpoints=http://127.0.0.1:" + port + " here.");
			invalid.initCause(ex);
			throw invalid;
		}
	}

	/**
	 * They belong to the etcd of another environment: this one has no users and no TLS.
	 */
	private static void tellWhatIsIgnored(EtcdProperties properties) {
		Set<String> ignored = new LinkedHashSet<>();
		if (properties.username() != null) {
			ignored.add("etcd.username");
		}
		if (properties.password() != null) {
			ignored.add("etcd.password");
		}
		if (properties.ssl().on()) {
			ignored.add("etcd.ssl");
		}
		if (!ignored.isEmpty()) {
			logger.info("Ignored with the etcd inside the JVM, which has neither users nor TLS: {}",
					String.join(", ", ignored));
		}
	}

	@Bean
	EmbeddedEtcdConnectionDetails etcdConnectionDetails(EmbeddedEtcd etcd) {
		return new EmbeddedEtcdConnectionDetails(etcd);
	}

}
