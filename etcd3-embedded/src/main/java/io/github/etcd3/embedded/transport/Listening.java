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
import io.netty.util.concurrent.Future;

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

	private static final Duration STOP = Duration.ofSeconds(5);

	private static final long QUIET_MILLIS = 100;

	private final Services services;

	/** Accepts connections, and nothing else: when it has ended, the port is free. */
	private final EventLoopGroup acceptor;

	private final EventLoopGroup loops;

	private final Server server;

	private Listening(Services services, EventLoopGroup acceptor, EventLoopGroup loops, Server server) {
		this.services = services;
		this.acceptor = acceptor;
		this.loops = loops;
		this.server = server;
	}

	static Listening start(Member member, Faults faults, ServerSettings settings) {
		InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
		if (address.isUnresolved()) {
			throw new IllegalStateException("The embedded etcd can't listen on " + settings.host()
					+ ": unknown host. Give it an address of this machine, such as 127.0.0.1");
		}
		EventLoopGroup acceptor = loops(1);
		EventLoopGroup loops = loops(LOOPS);
		Services services = new Services(member);
		boolean started = false;
		try {
			Server server = server(member, faults, settings, address, acceptor, loops, services).start();
			started = true;
			return new Listening(services, acceptor, loops, server);
		}
		catch (IOException ex) {
			throw new IllegalStateException("The embedded etcd can't listen on port " + settings.port() + " of "
					+ settings.host() + ": " + reason(ex) + ". Give it another port, or 0 for any free one", ex);
		}
		finally {
			if (!started) {
				services.close();
				end(acceptor);
				end(loops);
			}
		}
	}

	private static EventLoopGroup loops(int number) {
		return new MultiThreadIoEventLoopGroup(number, new DefaultThreadFactory("etcd-embedded", true),
				NioIoHandler.newFactory());
	}

	private static Future<?> end(EventLoopGroup loops) {
		return loops.shutdownGracefully(0, STOP.toMillis(), TimeUnit.MILLISECONDS);
	}

	private static Server server(Member member, Faults faults, ServerSettings settings, InetSocketAddress address,
			EventLoopGroup acceptor, EventLoopGroup loops, Services services) {
		ServerCredentials credentials = (settings.credentials() != null) ? settings.credentials()
				: HttpNegotiator.besideHttp(InsecureServerCredentials.create(), new HttpAnswers(member));
		NettyServerBuilder builder = NettyServerBuilder.forAddress(address, credentials)
			.bossEventLoopGroup(acceptor)
			.workerEventLoopGroup(loops)
			.channelType(NioServerSocketChannel.class)
			.permitKeepAliveTime(5, TimeUnit.SECONDS)
			.permitKeepAliveWithoutCalls(true)
			.maxInboundMessageSize(MessageLimit.HARD_LIMIT_BYTES);
		builder.directExecutor();
		builder.fallbackHandlerRegistry(new UnknownMethods());
		services.addTo(builder);
		builder.intercept(new FaultInterceptor(member, faults, PATIENCE));
		return builder.build();
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
		// java.nio closes a socket only when its loop looks again, or ends
		end(this.acceptor).awaitUninterruptibly(STOP.toMillis());
		awaitTermination();
		// a stream may be about to send: it finds its loop until it has been told
		this.loops.shutdownGracefully(QUIET_MILLIS, STOP.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** An interrupt may wait: whoever has it needs the port free, too. */
	private void awaitTermination() {
		long end = System.nanoTime() + STOP.toNanos();
		boolean interrupted = false;
		boolean awaited = false;
		while (!awaited) {
			try {
				this.server.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
				awaited = true;
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
