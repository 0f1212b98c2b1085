/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on connections to one port of loopback, as far as their {@link Link} lets it.
 */
public final class TcpProxy implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(TcpProxy.class);

	private static final int BACKLOG = 100;

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Set<Link> links = ConcurrentHashMap.newKeySet();

	private final ServerSocket listener;

	private final int target;

	private final Function<Socket, Optional<Link>> linkOf;

	private final Thread acceptor;

	private TcpProxy(InetAddress address, int target, Function<Socket, Optional<Link>> linkOf) {
		this.target = target;
		this.linkOf = linkOf;
		try {
			this.listener = new ServerSocket(0, BACKLOG, address);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No port for a proxy to port " + target, ex);
		}
		this.acceptor = thread("accept-" + target, this::accept);
	}

	/**
	 * Starts a proxy all of whose connections share one link.
	 * @param target the port to pass on to, which need not be open yet
	 * @param link theirs
	 * @return the proxy
	 */
	public static TcpProxy start(int target, Link link) {
		return start(InetAddress.getLoopbackAddress(), target, link);
	}

	/**
	 * Starts a proxy all of whose connections share one link.
	 * @param address where to listen: one of this machine
	 * @param target the port to pass on to, which need not be open yet
	 * @param link theirs
	 * @return the proxy
	 */
	static TcpProxy start(InetAddress address, int target, Link link) {
		return start(address, target, (socket) -> Optional.of(link));
	}

	/**
	 * Starts a proxy whose connections belong to several links.
	 * @param target the port to pass on to, which need not be open yet
	 * @param linkOf gives the link of a connection, by the socket that was accepted;
	 * without one it is reset
	 * @return the proxy
	 */
	static TcpProxy start(int target, Function<Socket, Optional<Link>> linkOf) {
		return start(InetAddress.getLoopbackAddress(), target, linkOf);
	}

	private static TcpProxy start(InetAddress address, int target, Function<Socket, Optional<Link>> linkOf) {
		TcpProxy proxy = new TcpProxy(address, target, linkOf);
		proxy.acceptor.start();
		return proxy;
	}

	static Thread thread(String name, Runnable task) {
		Thread thread = new Thread(task, "faults-proxy-" + name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Where it listens.
	 * @return a port of its address
	 */
	public int port() {
		return this.listener.getLocalPort();
	}

	/**
	 * Where it listens, for who takes URLs.
	 * @return an {@code http} URL of its IPv4 address
	 */
	public URI uri() {
		return URI.create("http://" + this.listener.getInetAddress().getHostAddress() + ':' + port());
	}

	private void accept() {
		while (!this.listener.isClosed()) {
			try {
				Socket socket = this.listener.accept();
				thread("forth-" + this.target, () -> serve(socket)).start();
			}
			catch (IOException ex) {
				logger.debug("The proxy to port {} accepts no connection", this.target, ex);
			}
		}
	}

	private void serve(Socket socket) {
		Optional<Link> link = this.linkOf.apply(socket);
		if (link.isEmpty() || this.listener.isClosed()) {
			Connection.close(socket, true);
			return;
		}
		this.links.add(link.get());
		new Connection(socket, this.target, link.get()).run();
	}

	/**
	 * Closes its port and resets its connections. Nobody can connect any more when this
	 * returns.
	 */
	@Override
	public void close() {
		try {
			this.listener.close();
		}
		catch (IOException ex) {
			logger.debug("The proxy to port {} was closed already", this.target, ex);
		}
		awaitAcceptor();
		this.links.forEach((link) -> link.set(LinkState.CUT));
	}

	/** The kernel goes on listening for as long as a thread waits in accept. */
	private void awaitAcceptor() {
		try {
			this.acceptor.join(PATIENCE.toMillis());
			if (this.acceptor.isAlive()) {
				logger.warn("The proxy to port {} still accepts, {} after its end", this.target, PATIENCE);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
