/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port on loopback that is kept for a server while it is down: a socket is bound to it
 * and does not listen, so that clients are refused and nobody else is given the port.
 */
final class ReservedPort {

	private static final Logger logger = LoggerFactory.getLogger(ReservedPort.class);

	private final int number;

	private @Nullable Socket socket;

	private ReservedPort(int number, @Nullable Socket socket) {
		this.number = number;
		this.socket = socket;
	}

	/**
	 * Takes a free port.
	 * @return the port, held
	 */
	static ReservedPort any() {
		return of(0);
	}

	/**
	 * Takes the given port.
	 * @param number the port, or 0 for any free one
	 * @return the port, held
	 * @throws PortTakenException if another has it
	 */
	static ReservedPort of(int number) {
		try {
			Socket socket = bind(number);
			return new ReservedPort(socket.getLocalPort(), socket);
		}
		catch (IOException ex) {
			throw new PortTakenException("The port " + number + " of 127.0.0.1 cannot be had: " + ex.getMessage());
		}
	}

	/**
	 * Stands for a port that was lost in the moment of its release.
	 * @param number the port
	 * @return the port, not held
	 */
	static ReservedPort unheld(int number) {
		return new ReservedPort(number, null);
	}

	private static Socket bind(int number) throws IOException {
		Socket socket = new Socket();
		try {
			// Else connections that linger after a server's end would forbid it.
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
			return socket;
		}
		catch (IOException ex) {
			socket.close();
			throw ex;
		}
	}

	int number() {
		return this.number;
	}

	/**
	 * Takes the port back after its server has ended, as far as it is still free.
	 */
	void hold() {
		if (this.socket == null) {
			try {
				this.socket = bind(this.number);
			}
			catch (IOException ex) {
				logger.debug("The port {} could not be held", this.number, ex);
			}
		}
	}

	/**
	 * Lets the server have the port.
	 */
	void release() {
		Socket held = this.socket;
		this.socket = null;
		if (held != null) {
			try {
				held.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException("Cannot release the port " + this.number, ex);
			}
		}
	}

}
