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
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for leader elections. Campaigning
 * begins when the application is ready.
 */
@AutoConfiguration(after = { EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean({ EtcdCalls.class, EtcdContention.class, KvTemplates.class })
@Import(EtcdLeaderElectionAutoConfiguration.NamedElections.class)
public final class EtcdLeaderElectionAutoConfiguration {

	@Bean
	Elections etcdLeaderElections(EtcdProperties properties, Environment environment,
			ObjectProvider<LeaderElectionService> service) {
		return new Elections(properties.leaderElection(), environment.getProperty("spring.application.name"), service);
	}

	@Bean
	@ConditionalOnMissingBean
	LeaderElectionService etcdLeaderElectionService(EtcdCalls calls, EtcdSession session, EtcdContention contention,
			ObjectProvider<EtcdKvTemplate> kv, KvTemplates templates, ApplicationEventPublisher publisher,
			Elections elections) {
		LeaderElectionService service = new LeaderElectionService(calls, session, contention,
				templates.onlyOrDefault(kv), publisher);
		elections.addTo(service);
		return service;
	}

	@Bean
	ElectionsLifecycle etcdLeaderElectionsLifecycle(LeaderElectionService service) {
		return new ElectionsLifecycle(service);
	}

	/**
	 * {@code etcd.leader-election.elections}.
	 */
	static final class NamedElections extends NamedBeansRegistrar {

		NamedElections(Environment environment) {
			super(environment, "leader-election.elections", EtcdLeaderElection.class, "etcdLeaderElections", null);
		}

	}

}
