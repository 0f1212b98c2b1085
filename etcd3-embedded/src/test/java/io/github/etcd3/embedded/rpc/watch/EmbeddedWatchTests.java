/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * The contract, kept by the embedded server.
 */
class EmbeddedWatchTests extends WatchContract {

	private static EmbeddedEtcd etcd;

	private static ManagedChannel channel;

	@BeforeAll
	static void start() {
		etcd = EmbeddedEtcd.start();
		channel = WatchClient.connect(etcd.port());
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
