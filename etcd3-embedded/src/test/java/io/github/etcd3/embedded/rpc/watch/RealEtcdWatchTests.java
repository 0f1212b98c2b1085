/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;

/**
 * The contract, as the real server keeps it: the contract is true.
 */
@EnabledIfRealEtcd
class RealEtcdWatchTests extends WatchContract {

	private static RealEtcd etcd;

	private static ManagedChannel channel;

	@BeforeAll
	static void start() {
		etcd = RealEtcd.start();
		channel = WatchClient.connect(etcd.endpoint().getPort());
	}

	@AfterAll
	static void stop() {
		channel.shutdownNow();
		etcd.close();
	}

	@Override
	Channel channel() {
		return channel;
	}

}
