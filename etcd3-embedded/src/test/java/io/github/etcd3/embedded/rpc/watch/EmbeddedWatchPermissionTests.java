/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import io.grpc.ManagedChannel;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * The contract, kept by the embedded server.
 */
class EmbeddedWatchPermissionTests extends WatchPermissionContract {

	private EmbeddedEtcd etcd;

	@Override
	ManagedChannel start() {
		this.etcd = EmbeddedEtcd.start();
		return WatchClient.connect(this.etcd.port());
	}

	@Override
	void stop() {
		this.etcd.close();
	}

}
