/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Services on a real etcd.
 */
@EtcdServer
class SingleMemberEtcdServicesTests extends EtcdServicesTests {

	SingleMemberEtcdServicesTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
