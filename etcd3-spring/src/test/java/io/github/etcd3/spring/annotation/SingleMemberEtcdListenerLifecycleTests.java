/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * When listeners start and stop, on a real etcd.
 */
@EtcdServer(dedicated = true)
class SingleMemberEtcdListenerLifecycleTests extends EtcdListenerLifecycleTests {

	SingleMemberEtcdListenerLifecycleTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
