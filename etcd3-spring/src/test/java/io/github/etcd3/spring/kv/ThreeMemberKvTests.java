/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.net.URI;
import java.util.List;

import io.etcd.jetcd.Client;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;

/**
 * The contract on three members, within a namespace.
 */
@EtcdServer(members = 3)
class ThreeMemberKvTests extends KvContract {

	ThreeMemberKvTests(EtcdProcessCluster cluster) {
		super(cluster.endpoints());
	}

	@Override
	Client connect(List<URI> endpoints) {
		String[] urls = endpoints.stream().map(URI::toString).toArray(String[]::new);
		return new EtcdClientFactory(EtcdClientSettings.builder(urls).namespace("space/").build(), List.of()).create();
	}

}
