/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that nobody listens on and nobody else gets: connections to it are refused, and
 * no client's own end lands on it by chance.
 */
final class ReservedPort implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(ReservedPort.class);

	private final SocketChannel channel;

	private ReservedPort(SocketChannel channel) {
		this.channel = channel;
	}

	static @Nullable ReservedPort tryReserve(String host, int port) {
		try {
			SocketChannel channel = SocketChannel.open();
			try {
				channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
				channel.bind(new InetSocketAddress(host, port));
				return new ReservedPort(channel);
			}
			catch (IOException ex) {
				channel.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			logger.debug("Port {} can't be reserved; it is free for a while", port, ex);
			return null;
		}
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			logger.debug("The reservation of a port was not closed", ex);
		}
	}

}
