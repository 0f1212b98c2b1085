/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * Thousands of calls at once, on a real etcd.
 */
@EtcdServer
class SingleMemberOverloadTests extends OverloadTests {

	SingleMemberOverloadTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
