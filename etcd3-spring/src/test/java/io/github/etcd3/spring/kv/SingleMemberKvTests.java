/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;

/**
 * The contract on one member.
 */
@EtcdServer
class SingleMemberKvTests extends KvContract {

	SingleMemberKvTests(EtcdProcess etcd) {
		super(etcd.endpoints());
	}

}
