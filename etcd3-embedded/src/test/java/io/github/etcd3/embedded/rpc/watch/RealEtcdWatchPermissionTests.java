/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.github.etcd3.process.EtcdProcess;

/**
 * The contract, as the real server keeps it: the contract is true.
 */
class RealEtcdWatchPermissionTests extends WatchPermissionContract {

	private EtcdProcess etcd;

	@Override
	ManagedChannel start() {
		this.etcd = EtcdProcess.builder().arguments("--bcrypt-cost=4").start();
		return NettyChannelBuilder.forAddress("127.0.0.1", this.etcd.endpoint().getPort()).usePlaintext().build();
	}

	@Override
	void stop() {
		this.etcd.close();
	}

}
