/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Hundreds of threads that want the same lock, on a real etcd.
 */
@EtcdServer
class SingleMemberCrowdedLockTests extends CrowdedLockTests {

	SingleMemberCrowdedLockTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
