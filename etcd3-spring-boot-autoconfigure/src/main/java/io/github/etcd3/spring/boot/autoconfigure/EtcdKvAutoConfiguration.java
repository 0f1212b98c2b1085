/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.kv.EtcdCodec;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.JacksonEtcdCodec;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.watch.WatchObserver;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the key-value templates.
 */
@AutoConfiguration(after = EtcdSessionAutoConfiguration.class,
		afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@ConditionalOnBooleanProperty(name = "etcd.enabled", matchIfMissing = true)
@ConditionalOnBean({ EtcdCalls.class, EtcdSession.class })
@Import(EtcdKvAutoConfiguration.NamedTemplates.class)
public final class EtcdKvAutoConfiguration {

	@Bean
	KvTemplates etcdKvTemplates(EtcdCalls calls, EtcdSession session, EtcdProperties properties,
			ObjectProvider<EtcdCodec> codec, ObjectProvider<WatchObserver> watchObservers) {
		return new KvTemplates(calls, session, properties.kv(), codec.getIfUnique(),
				new WatchObservers(watchObservers.orderedStream().toList()));
	}

	@Bean
	@ConditionalOnMissingBean(EtcdKvOperations.class)
	EtcdKvTemplate etcdKvTemplate(KvTemplates templates) {
		return templates.createDefault();
	}

	/**
	 * The codec by the application's own mapper; without one the templates take Jackson's
	 * defaults.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(JsonMapper.class)
	static class JacksonConfiguration {

		@Bean
		@ConditionalOnMissingBean(EtcdCodec.class)
		@ConditionalOnSingleCandidate(JsonMapper.class)
		JacksonEtcdCodec etcdCodec(JsonMapper mapper) {
			return new JacksonEtcdCodec(mapper);
		}

	}

	/**
	 * {@code etcd.kv.templates}.
	 */
	static final class NamedTemplates extends NamedBeansRegistrar {

		NamedTemplates(Environment environment) {
			super(environment, "kv.templates", EtcdKvTemplate.class, "etcdKvTemplates", "default");
		}

	}

}
