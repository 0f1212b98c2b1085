/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Names of locks that break separators, encodings or logs, on a real etcd.
 */
@EtcdServer(dedicated = true)
class SingleMemberHostileLockTests extends HostileLockTests {

	SingleMemberHostileLockTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
