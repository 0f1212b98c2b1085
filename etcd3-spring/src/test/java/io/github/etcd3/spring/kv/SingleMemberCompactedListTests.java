/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * A list that is overtaken by a compaction, on a real etcd.
 */
@EtcdServer
class SingleMemberCompactedListTests extends CompactedListTests {

	SingleMemberCompactedListTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
