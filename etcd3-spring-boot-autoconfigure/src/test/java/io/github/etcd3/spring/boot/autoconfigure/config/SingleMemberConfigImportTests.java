/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.net.URI;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;

/**
 * Properties that an application keeps in a real etcd.
 */
@EnabledIfEtcd
class SingleMemberConfigImportTests extends ConfigImportTests {

	@Override
	AutoCloseable start() {
		return EtcdProcess.start();
	}

	@Override
	URI endpoint(AutoCloseable started) {
		return ((EtcdProcess) started).endpoint();
	}

}
