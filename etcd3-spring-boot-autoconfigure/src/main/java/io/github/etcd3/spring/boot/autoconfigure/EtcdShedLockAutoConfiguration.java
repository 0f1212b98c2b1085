/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import io.etcd.jetcd.Client;
import net.javacrumbs.shedlock.core.LockProvider;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

import io.github.etcd3.spring.shedlock.EtcdLockProvider;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for ShedLock's locks in etcd.
 */
@AutoConfiguration(after = EtcdKvAutoConfiguration.class)
@ConditionalOnClass(LockProvider.class)
@ConditionalOnBooleanProperty(name = { "etcd.enabled", "etcd.shedlock.enabled" }, matchIfMissing = true)
@ConditionalOnBean({ Client.class, KvTemplates.class })
public final class EtcdShedLockAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(LockProvider.class)
	EtcdLockProvider etcdLockProvider(Client client, KvTemplates templates, EtcdProperties properties) {
		return new EtcdLockProvider(client,
				templates.under("shedlock.prefix", properties.shedlock().prefix()).prefix());
	}

}
