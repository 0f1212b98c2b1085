/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.Objects;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.lock.EtcdLockSettings;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.lock.LockObserver;

/**
 * Makes the lock templates; a further one differs from the default one where it says so.
 */
final class LockTemplates {

	private final EtcdContention contention;

	private final EtcdKvTemplate kv;

	private final EtcdProperties.Lock properties;

	private final LockObserver observer;

	LockTemplates(EtcdContention contention, EtcdKvTemplate kv, EtcdProperties.Lock properties, LockObserver observer) {
		this.contention = contention;
		this.kv = kv;
		this.properties = properties;
		this.observer = observer;
	}

	EtcdLockTemplate createDefault() {
		return create("default", "lock.", this.properties.prefix(), this.properties.waitTime());
	}

	EtcdLockTemplate create(String name) {
		EtcdProperties.LockTemplate template = this.properties.templates()
			.getOrDefault(name, new EtcdProperties.LockTemplate(null, null));
		return create(name, "lock.templates." + name + ".",
				Objects.requireNonNullElse(template.prefix(), this.properties.prefix()),
				Objects.requireNonNullElse(template.waitTime(), this.properties.waitTime()));
	}

	private EtcdLockTemplate create(String name, String setting, String prefix, Duration waitTime) {
		if (waitTime.isNegative()) {
			throw new InvalidEtcdSettingException(setting + "wait-time", waitTime,
					"It must be 0s (try once, without waiting) or longer.");
		}
		return new EtcdLockTemplate(this.contention, this.kv, new EtcdLockSettings(prefix, waitTime), name,
				this.observer);
	}

}
