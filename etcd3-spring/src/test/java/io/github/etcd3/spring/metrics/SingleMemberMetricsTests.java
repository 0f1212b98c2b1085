/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.metrics;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * What meters say, on a real etcd.
 */
@EtcdServer(dedicated = true)
class SingleMemberMetricsTests extends EtcdMetricsContractTests {

	SingleMemberMetricsTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
