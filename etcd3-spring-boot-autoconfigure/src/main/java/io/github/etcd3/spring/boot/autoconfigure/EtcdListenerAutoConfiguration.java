/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;

import io.github.etcd3.spring.annotation.EnableEtcdListeners;
import io.github.etcd3.spring.annotation.EtcdListener;
import io.github.etcd3.spring.annotation.EtcdListenerRegistry;
import io.github.etcd3.spring.kv.EtcdKvOperations;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@link EtcdListener} methods,
 * unless the application enables them itself.
 */
@AutoConfiguration(after = EtcdKvAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean(EtcdKvOperations.class)
@ConditionalOnMissingBean(EtcdListenerRegistry.class)
@EnableEtcdListeners
public final class EtcdListenerAutoConfiguration {

}
