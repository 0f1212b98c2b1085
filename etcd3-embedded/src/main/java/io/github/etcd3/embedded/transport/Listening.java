/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

import io.github.etcd3.embedded.fault.FaultInterceptor;
import io.github.etcd3.embedded.fault.Faults;
import io.github.etcd3.embedded.member.Member;

/**
 * One life of the server between two restarts: its services, its threads, its socket.
 */
final class Listening {

	/** etcd's timeout of a request: 5 s and two elections of 1 s. */
	private static final Duration PATIENCE = Duration.ofSeconds(7);

	private static final int LOOPS = Math.min(2, Runtime.getRuntime().availableProcessors());

	private static final long STOP_SECONDS = 5;

	private final Services services;

	private final EventLoopGroup loops;

	private final Server server;

	private Listening(Services services, EventLoopGroup loops, Server server) {
		this.services = services;
		this.loops = loops;
		this.server = server;
	}

	static Listening start(Member member, Faults faults, ServerSettings settings) {
		EventLoopGroup loops = new MultiThreadIoEventLoopGroup(LOOPS, new DefaultThreadFactory("etcd-embedded", true),
				NioIoHandler.newFactory());
		Services services = new Services(member);
		ServerCredentials credentials = (settings.credentials() != null) ? settings.credentials()
				: HttpNegotiator.besideHttp(InsecureServerCredentials.create(), new HttpAnswers(member));
		NettyServerBuilder builder = NettyServerBuilder
			.forAddress(new InetSocketAddress(settings.host(), settings.port()), credentials)
			.bossEventLoopGroup(loops)
			.workerEventLoopGroup(loops)
			.channelType(NioServerSocketChannel.class)
			.permitKeepAliveTime(5, TimeUnit.SECONDS)
			.permitKeepAliveWithoutCalls(true)
			.maxInboundMessageSize(MessageLimit.HARD_LIMIT_BYTES);
		builder.directExecutor();
		builder.fallbackHandlerRegistry(new UnknownMethods());
		services.addTo(builder);
		builder.intercept(new FaultInterceptor(member, faults, PATIENCE));
		Server server = builder.build();
		try {
			return new Listening(services, loops, server.start());
		}
		catch (IOException ex) {
			services.close();
			loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
			throw new IllegalStateException("The embedded etcd can't listen on port " + settings.port() + " of "
					+ settings.host() + ": " + reason(ex) + ". Give it another port, or 0 for any free one", ex);
		}
	}

	private static String reason(IOException ex) {
		Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
		return String.valueOf(cause.getMessage());
	}

	int port() {
		return this.server.getPort();
	}

	/**
	 * Cuts every connection, and returns when the port is free.
	 */
	void stop() {
		this.services.close();
		this.server.shutdownNow();
		try {
			this.server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
	}

}
