/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.kv.EtcdCodec;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.EtcdKvTemplateBuilder;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.watch.WatchObserver;

/**
 * Makes the key-value templates, which differ in their prefixes only.
 */
final class KvTemplates {

	private final EtcdKvTemplate all;

	private final EtcdProperties.Kv properties;

	KvTemplates(EtcdCalls calls, EtcdSession session, EtcdProperties.Kv properties, @Nullable EtcdCodec codec,
			WatchObserver watchObserver) {
		EtcdKvTemplateBuilder builder = EtcdKvTemplate.builder(calls).session(session).watchObserver(watchObserver);
		if (codec != null) {
			builder.codec(codec);
		}
		this.all = builder.build();
		this.properties = properties;
	}

	EtcdKvTemplate createDefault() {
		String prefix = this.properties.prefix();
		return prefix.isEmpty() ? this.all : under("kv.prefix", prefix);
	}

	/**
	 * What locks and elections write through: the application's template if it is the
	 * only one. Which of several is meant can't be known, and that must not stop the
	 * start.
	 */
	EtcdKvTemplate onlyOrDefault(ObjectProvider<EtcdKvTemplate> candidates) {
		return candidates.getIfUnique(this::createDefault);
	}

	EtcdKvTemplate create(String name) {
		String setting = "kv.templates." + name + ".prefix";
		EtcdProperties.KvTemplate template = this.properties.templates().get(name);
		if (template == null || template.prefix().isEmpty()) {
			throw new InvalidEtcdSettingException(setting, null,
					"A template needs a prefix of its own, such as '" + name + "'.");
		}
		return under(setting, template.prefix());
	}

	/** For all keys under a prefix of a setting. */
	EtcdKvTemplate under(String setting, String prefix) {
		try {
			return this.all.withPrefix(prefix);
		}
		catch (EtcdInvalidArgumentException ex) {
			throw new InvalidEtcdSettingException(setting, prefix, String.valueOf(ex.getMessage()));
		}
	}

}
