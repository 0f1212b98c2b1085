/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Spring Integration's locks, on a real etcd.
 */
@EtcdServer
class SingleMemberEtcdLockRegistryTests extends EtcdLockRegistryTests {

	SingleMemberEtcdLockRegistryTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
