/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.MembershipMetadata;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the membership groups, in which
 * the application is registered while it accepts traffic.
 */
@AutoConfiguration(after = { EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean({ EtcdCalls.class, EtcdSession.class, KvTemplates.class })
@Import(EtcdMembershipAutoConfiguration.NamedGroups.class)
public final class EtcdMembershipAutoConfiguration {

	@Bean
	MembershipGroups etcdMembershipGroups(EtcdProperties properties, Environment environment, KvTemplates templates,
			EtcdSession session, ObjectProvider<MembershipMetadata<?>> metadata) {
		return new MembershipGroups(properties.membership(), environment, templates, session,
				metadata.orderedStream().toList());
	}

	@Bean
	MembershipsLifecycle etcdMembershipsLifecycle(MembershipGroups groups, EtcdCalls calls, BeanFactory beans) {
		return new MembershipsLifecycle(groups, calls.executor(), beans);
	}

	/**
	 * {@code etcd.membership.groups}.
	 */
	static final class NamedGroups extends NamedBeansRegistrar {

		NamedGroups(Environment environment) {
			super(environment, "membership.groups", EtcdMembershipGroup.class, "etcdMembershipGroups", null);
		}

	}

}
