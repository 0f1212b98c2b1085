/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * A watch on keys that its user may not read, on a real etcd.
 */
@EtcdServer(dedicated = true)
class SingleMemberPrefixWatchAuthorizationTests extends PrefixWatchAuthorizationTests {

	SingleMemberPrefixWatchAuthorizationTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
	}

}
