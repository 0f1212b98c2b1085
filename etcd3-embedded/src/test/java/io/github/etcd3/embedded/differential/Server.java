/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.net.URI;
import java.util.function.BooleanSupplier;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * A fresh etcd, one of the two that are compared.
 */
interface Server extends AutoCloseable {

	/**
	 * Where requests go.
	 */
	Channel channel();

	/**
	 * False if it has crashed: some requests do that to a real one.
	 */
	boolean isAlive();

	@Override
	void close();

	/**
	 * Starts a real one. Cheap password hashes: the default cost takes 60 ms each.
	 */
	static Server real() {
		RealEtcd etcd = RealEtcd.start("--bcrypt-cost=4", "--log-level=error");
		return connect(etcd.endpoint(), etcd.process()::isAlive, etcd::close);
	}

	/**
	 * Starts an embedded one.
	 */
	static Server embedded() {
		EmbeddedEtcd etcd = EmbeddedEtcd.start();
		return connect(etcd.endpoint(), () -> true, etcd::close);
	}

	private static Server connect(URI endpoint, BooleanSupplier alive, Runnable stop) {
		ManagedChannel channel = NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort())
			.usePlaintext()
			.maxInboundMessageSize(Integer.MAX_VALUE)
			.directExecutor()
			.build();
		return new Server() {

			@Override
			public Channel channel() {
				return channel;
			}

			@Override
			public boolean isAlive() {
				return alive.getAsBoolean();
			}

			@Override
			public void close() {
				channel.shutdownNow();
				stop.run();
			}

		};
	}

}
