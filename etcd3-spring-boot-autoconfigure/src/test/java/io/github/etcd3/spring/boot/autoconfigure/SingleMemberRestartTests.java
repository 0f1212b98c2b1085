/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import io.github.etcd3.process.junit.EnabledIfEtcd;

/**
 * The whole application on a real etcd.
 */
@EnabledIfEtcd
class SingleMemberRestartTests extends RestartTests {

	@Override
	AnyEtcd startEtcd() {
		return AnyEtcd.real();
	}

}
