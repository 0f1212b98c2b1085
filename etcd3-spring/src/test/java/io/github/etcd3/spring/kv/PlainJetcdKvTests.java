/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.etcd.jetcd.Client;

import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;

/**
 * The contract with a client that was not made by us: it can't keep leases by itself, and
 * takes messages of 4 MiB at most.
 */
@EtcdServer
class PlainJetcdKvTests extends KvContract {

	@Override
	Client connect(EtcdProcessCluster cluster) {
		return Client.builder().endpoints(cluster.endpoints()).build();
	}

}
