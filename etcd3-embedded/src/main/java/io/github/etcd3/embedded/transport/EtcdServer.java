/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;

import io.github.etcd3.embedded.auth.TokenInterceptor;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.rpc.auth.AuthService;
import io.github.etcd3.embedded.rpc.cluster.ClusterService;
import io.github.etcd3.embedded.rpc.cluster.MaintenanceService;
import io.github.etcd3.embedded.rpc.kv.KvService;
import io.github.etcd3.embedded.rpc.lease.LeaseService;
import io.github.etcd3.embedded.rpc.lock.ElectionService;
import io.github.etcd3.embedded.rpc.lock.LockService;
import io.github.etcd3.embedded.rpc.watch.WatchService;

/**
 * The member's services on a port.
 */
public final class EtcdServer {

	private final Server server;

	private EtcdServer(Server server) {
		this.server = server;
	}

	/**
	 * Listens on a port of the loopback interface.
	 * @param member what to serve
	 * @param port the port; 0 is any free one
	 * @return the running server
	 */
	public static EtcdServer start(Member member, int port) {
		Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
			.permitKeepAliveTime(5, TimeUnit.SECONDS)
			.permitKeepAliveWithoutCalls(true)
			.maxInboundMessageSize(2 * 1024 * 1024)
			.intercept(new TokenInterceptor())
			.addService(new KvService(member))
			.addService(new WatchService(member))
			.addService(new LeaseService(member))
			.addService(new LockService(member))
			.addService(new ElectionService(member))
			.addService(new ClusterService(member))
			.addService(new MaintenanceService(member))
			.addService(new AuthService(member))
			.build();
		try {
			return new EtcdServer(server.start());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Port " + port + " can't be listened on", ex);
		}
	}

	/**
	 * The port it listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.getPort();
	}

	/**
	 * Cuts every connection and stops listening.
	 */
	public void stop() {
		this.server.shutdownNow();
	}

}
