/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.util.FileSystemUtils;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;
import io.github.etcd3.spring.etcd.TestEtcd;

/**
 * A view of a real etcd that has lost its data.
 */
@EtcdServer(dedicated = true)
class SingleMemberPrefixViewDataLossTests extends PrefixViewDataLossTests {

	private final EtcdProcess etcd;

	SingleMemberPrefixViewDataLossTests(EtcdProcess etcd) {
		this.etcd = etcd;
	}

	@Override
	TestEtcd start() {
		return new ProcessTestEtcd(this.etcd);
	}

	@Override
	void loseData() {
		this.etcd.kill();
		try {
			FileSystemUtils.deleteRecursively(this.etcd.dataDir());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.etcd.restart();
	}

	@Override
	void stop() {
		// The extension does.
	}

}
