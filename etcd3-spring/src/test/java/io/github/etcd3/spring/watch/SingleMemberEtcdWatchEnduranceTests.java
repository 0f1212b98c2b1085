/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Many changes while all goes wrong, on a real etcd, whose restarts take their time.
 */
@EtcdServer(dedicated = true)
class SingleMemberEtcdWatchEnduranceTests extends EtcdWatchEnduranceTests {

	SingleMemberEtcdWatchEnduranceTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
