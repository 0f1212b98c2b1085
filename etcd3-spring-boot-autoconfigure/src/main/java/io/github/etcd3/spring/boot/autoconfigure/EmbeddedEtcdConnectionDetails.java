/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * Leads to an etcd inside this JVM. It needs the server, so that the server outlives
 * whoever needs it.
 */
final class EmbeddedEtcdConnectionDetails implements EtcdConnectionDetails {

	private final EmbeddedEtcd etcd;

	EmbeddedEtcdConnectionDetails(EmbeddedEtcd etcd) {
		this.etcd = etcd;
	}

	@Override
	public List<String> getEndpoints() {
		return List.of(this.etcd.endpoint().toString());
	}

}
