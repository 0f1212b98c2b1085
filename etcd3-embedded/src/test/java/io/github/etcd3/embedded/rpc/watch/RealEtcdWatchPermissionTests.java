/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import io.grpc.ManagedChannel;
import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;

/**
 * The contract, as the real server keeps it: the contract is true.
 */
@EnabledIfRealEtcd
class RealEtcdWatchPermissionTests extends WatchPermissionContract {

	private RealEtcd etcd;

	@Override
	ManagedChannel start() {
		this.etcd = RealEtcd.start("--bcrypt-cost=4");
		return WatchClient.connect(this.etcd.endpoint().getPort());
	}

	@Override
	void stop() {
		this.etcd.close();
	}

}
