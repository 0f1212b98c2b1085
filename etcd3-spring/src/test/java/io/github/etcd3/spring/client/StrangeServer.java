/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Listens where an etcd should be, and does to each connection what a test wants.
 */
public final class StrangeServer implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();

	public StrangeServer(Behaviour behaviour) throws IOException {
		start("strange-server", () -> {
			while (!this.server.isClosed()) {
				Socket socket = this.server.accept();
				this.connections.add(socket);
				start("strange-connection", () -> {
					try (socket) {
						behaviour.answer(socket.getInputStream(), socket.getOutputStream());
					}
				});
			}
		});
	}

	public String endpoint() {
		return "127.0.0.1:" + this.server.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.connections) {
			socket.close();
		}
	}

	private static void start(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// The client or the test has closed its side.
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * What is done to a connection; it is closed afterwards.
	 */
	@FunctionalInterface
	public interface Behaviour {

		void answer(InputStream in, OutputStream out) throws IOException;

	}

	@FunctionalInterface
	private interface Work {

		void run() throws IOException;

	}

}
