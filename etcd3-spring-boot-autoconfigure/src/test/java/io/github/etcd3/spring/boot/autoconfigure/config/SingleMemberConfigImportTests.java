/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import io.github.etcd3.process.junit.EnabledIfEtcd;

/**
 * Imports from a real etcd.
 */
@EnabledIfEtcd
class SingleMemberConfigImportTests extends ConfigImportTests {

	@Override
	ConfigEtcd startEtcd() {
		return ConfigEtcd.real();
	}

}
