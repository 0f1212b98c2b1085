/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

/**
 * The contract on the etcd inside this JVM.
 */
@EmbeddedServer
class EmbeddedKvTests extends KvContract {

	EmbeddedKvTests(TestEtcd etcd) {
		super(etcd.endpoints());
	}

}
