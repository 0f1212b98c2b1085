/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Locks that are held at least or at most for some time, on a real etcd.
 */
@EtcdServer
class SingleMemberLockTimesTests extends LockTimesTests {

	SingleMemberLockTimesTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
