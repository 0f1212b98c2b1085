/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Methods that run under a lock, on a real etcd.
 */
@EtcdServer
class SingleMemberDistributedLockTests extends DistributedLockTests {

	SingleMemberDistributedLockTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
