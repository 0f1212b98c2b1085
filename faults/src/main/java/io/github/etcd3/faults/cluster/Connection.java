/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection through a proxy, pumped by a thread in each direction. What the link
 * does not let pass is not read, so that no more than a buffer of it is ever here.
 */
final class Connection {

	private static final Logger logger = LoggerFactory.getLogger(Connection.class);

	private static final int BUFFER_BYTES = 64 * 1024;

	private static final int CONNECT_MILLIS = 2000;

	private final Socket dialler;

	private final Socket target = new Socket();

	private final int port;

	private final Link link;

	private boolean oneWayEnded;

	Connection(Socket dialler, int port, Link link) {
		this.dialler = dialler;
		this.port = port;
		this.link = link;
	}

	/** Called on a thread of its own, which pumps forth. */
	void run() {
		if (!this.link.add(this)) {
			reset();
			return;
		}
		try {
			if (this.link.awaitPassage(this, true)) {
				this.target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), CONNECT_MILLIS);
				this.target.setTcpNoDelay(true);
				this.dialler.setTcpNoDelay(true);
				TcpProxy.thread("back-" + this.port, () -> pump(this.target, this.dialler, false)).start();
				pump(this.dialler, this.target, true);
			}
		}
		catch (IOException ex) {
			logger.debug("No connection to port {}", this.port, ex);
			reset();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			reset();
		}
	}

	private void pump(Socket from, Socket to, boolean forth) {
		byte[] buffer = new byte[BUFFER_BYTES];
		try {
			InputStream input = from.getInputStream();
			OutputStream output = to.getOutputStream();
			int count = input.read(buffer);
			while (count >= 0 && this.link.awaitPassage(this, forth)) {
				output.write(buffer, 0, count);
				count = input.read(buffer);
			}
			if (this.link.awaitPassage(this, forth)) {
				to.shutdownOutput();
				endOneWay();
			}
		}
		catch (IOException ex) {
			logger.trace("A connection to port {} ended", this.port, ex);
			reset();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			reset();
		}
	}

	private synchronized void endOneWay() {
		if (this.oneWayEnded) {
			this.link.remove(this);
			close(this.dialler, false);
			close(this.target, false);
		}
		this.oneWayEnded = true;
	}

	/** Ends it at once, for both ends, without what was still under way. */
	void reset() {
		this.link.remove(this);
		close(this.dialler, true);
		close(this.target, true);
	}

	static void close(Socket socket, boolean reset) {
		try (socket) {
			if (reset && !socket.isClosed()) {
				socket.setSoLinger(true, 0);
			}
		}
		catch (IOException ex) {
			logger.trace("A socket was closed already", ex);
		}
	}

}
