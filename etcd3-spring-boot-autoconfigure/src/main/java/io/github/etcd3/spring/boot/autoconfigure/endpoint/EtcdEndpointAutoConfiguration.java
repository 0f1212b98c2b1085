/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import io.github.etcd3.spring.boot.autoconfigure.EtcdAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdDiscoveryAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLeaderElectionAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdLockAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdMembershipAutoConfiguration;
import io.github.etcd3.spring.boot.autoconfigure.EtcdProperties;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterCheck;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.Ticker;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the actuator's endpoint
 * {@code etcd}, where it is exposed.
 */
@AutoConfiguration(after = { EtcdAutoConfiguration.class, EtcdLeaderElectionAutoConfiguration.class,
		EtcdLockAutoConfiguration.class, EtcdMembershipAutoConfiguration.class, EtcdDiscoveryAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean(EtcdCalls.class)
@ConditionalOnAvailableEndpoint(EtcdEndpoint.class)
@ConditionalOnMissingBean(name = "etcdEndpoint")
@EnableConfigurationProperties(EtcdEndpointProperties.class)
@Import(DiscoveryEndpointConfiguration.class)
public final class EtcdEndpointAutoConfiguration {

	@Bean
	OpenWatches etcdOpenWatches() {
		return new OpenWatches();
	}

	@Bean
	EtcdSections etcdEndpointSections(EtcdCalls calls, EtcdProperties properties, ListableBeanFactory beans,
			ObjectProvider<LeaderElectionService> elections, ObjectProvider<EtcdSession> session,
			ObjectProvider<ServiceRegistrations> services, ObjectProvider<SanitizingFunction> sanitizingFunctions,
			OpenWatches watches) {
		EtcdClientSettings.requirePositive("health.timeout", properties.health().timeout());
		RemoteReads reads = new RemoteReads(calls, properties.health().timeout());
		return new EtcdSections(calls.executor(), properties.health().timeout(),
				new MembersSection(new ClusterCheck(calls, properties.health().timeout(), Ticker.SYSTEM)),
				new ElectionsSection(elections, session, reads), new LocksSection(beans, reads),
				new RegistrationsSection(beans, services, new Sanitizer(sanitizingFunctions.orderedStream().toList())),
				session, watches);
	}

	@Bean
	EtcdEndpoint etcdEndpoint(EtcdSections sections, EtcdEndpointProperties properties) {
		return new EtcdEndpoint(sections, properties.showValues());
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "etcd.endpoint.resign.enabled", havingValue = false, matchIfMissing = true)
	EtcdEndpointWebExtension etcdEndpointWebExtension(EtcdEndpoint endpoint, EtcdEndpointProperties properties) {
		return new EtcdEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
	}

	@Bean
	@ConditionalOnBooleanProperty("etcd.endpoint.resign.enabled")
	EtcdResignWebExtension etcdResignWebExtension(EtcdEndpoint endpoint, EtcdSections sections, EtcdCalls calls,
			EtcdEndpointProperties properties) {
		EtcdClientSettings.requirePositive("endpoint.resign.timeout", properties.resign().timeout());
		return new EtcdResignWebExtension(endpoint, properties.showValues(), properties.roles(),
				new Resignations(sections.elections(), calls.executor(), properties.resign().timeout()));
	}

}
