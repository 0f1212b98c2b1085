/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * The promises of a group, on a real etcd.
 */
@EtcdServer
class SingleMemberMembershipTests extends EtcdMembershipGroupTests {

	SingleMemberMembershipTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
