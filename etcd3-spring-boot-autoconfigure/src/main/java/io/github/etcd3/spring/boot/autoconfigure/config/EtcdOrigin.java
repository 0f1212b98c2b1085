/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import org.springframework.boot.origin.Origin;

import io.github.etcd3.spring.EtcdCall;

/**
 * Where in etcd a property is from.
 *
 * @param key the key
 * @param revision of the key's last change
 */
record EtcdOrigin(String key, long revision) implements Origin {

	@Override
	public String toString() {
		return "etcd key '" + EtcdCall.shown(this.key) + "' at revision " + this.revision;
	}

}
