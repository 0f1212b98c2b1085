/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * A client and its calls, on a real etcd.
 */
@EtcdServer
class SingleMemberClientCallTests extends ClientCallTests {

	SingleMemberClientCallTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
