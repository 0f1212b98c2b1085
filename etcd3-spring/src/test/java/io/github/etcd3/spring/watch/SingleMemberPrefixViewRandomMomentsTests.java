/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.Random;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * The same on a real etcd, which is killed and started again.
 */
@EtcdServer(dedicated = true)
class SingleMemberPrefixViewRandomMomentsTests extends PrefixViewRandomMomentsTests {

	private final EtcdProcess etcd;

	SingleMemberPrefixViewRandomMomentsTests(EtcdProcess etcd) {
		super(new ProcessTestEtcd(etcd));
		this.etcd = etcd;
	}

	@Override
	void breakStreams(Random random) {
		this.etcd.kill();
		this.etcd.restart();
	}

	@Override
	int writesBetweenBreaks() {
		return 500;
	}

}
