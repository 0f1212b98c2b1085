/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.net.URI;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;

/**
 * The endpoint, on a real etcd.
 */
@EnabledIfEtcd
class SingleMemberEtcdEndpointTests extends EtcdEndpointTests {

	@Override
	AutoCloseable startEtcd() {
		return EtcdProcess.start();
	}

	@Override
	URI endpoint(AutoCloseable etcd) {
		return ((EtcdProcess) etcd).endpoint();
	}

}
