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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.lock.LockObserver;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the lock templates.
 */
@AutoConfiguration(after = { EtcdSessionAutoConfiguration.class, EtcdKvAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean({ EtcdContention.class, KvTemplates.class })
@Import(EtcdLockAutoConfiguration.NamedTemplates.class)
public final class EtcdLockAutoConfiguration {

	@Bean
	LockTemplates etcdLockTemplates(EtcdContention contention, ObjectProvider<EtcdKvTemplate> kv, KvTemplates templates,
			EtcdProperties properties, ObjectProvider<LockObserver> observers) {
		return new LockTemplates(contention, templates.onlyOrDefault(kv), properties.lock(),
				LockObservers.of(observers.orderedStream().toList()));
	}

	@Bean
	@ConditionalOnMissingBean
	EtcdLockTemplate etcdLockTemplate(LockTemplates templates) {
		return templates.createDefault();
	}

	/**
	 * {@code etcd.lock.templates}.
	 */
	static final class NamedTemplates extends NamedBeansRegistrar {

		NamedTemplates(Environment environment) {
			super(environment, "lock.templates", EtcdLockTemplate.class, "etcdLockTemplates", "default");
		}

	}

}
