/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;

import io.etcd.jetcd.Client;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;

/**
 * The contract on one member.
 */
@EtcdServer
class SingleMemberKvTests extends KvContract {

	@Override
	Client connect(EtcdProcessCluster cluster) {
		return new EtcdClientFactory(EtcdClientSettings.builder(cluster.endpoints().get(0).toString()).build(),
				List.of())
			.create();
	}

}
