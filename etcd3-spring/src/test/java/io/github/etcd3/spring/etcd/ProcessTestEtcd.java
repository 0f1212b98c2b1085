/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.net.URI;

import io.github.etcd3.process.EtcdProcess;

/**
 * One in a process of its own.
 */
public record ProcessTestEtcd(EtcdProcess process) implements TestEtcd {

	@Override
	public URI endpoint() {
		return this.process.endpoint();
	}

	@Override
	public void goAway() {
		this.process.kill();
	}

	@Override
	public void comeBack() {
		this.process.restart();
	}

}
