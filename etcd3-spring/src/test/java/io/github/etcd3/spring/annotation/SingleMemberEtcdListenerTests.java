/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Bean methods that listen, on a real etcd.
 */
@EtcdServer(dedicated = true)
class SingleMemberEtcdListenerTests extends EtcdListenerTests {

	SingleMemberEtcdListenerTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
