/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes network namespaces, where that is possible: on Linux, as root, with {@code ip}
 * (iproute2), and where no container forbids it. Trying is the only way to know.
 */
final class NetworkNamespaces {

	private static final Logger logger = LoggerFactory.getLogger(NetworkNamespaces.class);

	private static final Pattern OURS = Pattern.compile(NetworkNamespace.PREFIX + "(\\d+)-\\d+");

	// 198.18.0.0/15 is for trials of networks (RFC 2544): no other network should use it.
	private static final int FIRST_BYTE = 198;

	private static final int SECOND_BYTE = 18;

	private static final int SUBNETS = 1 << 15;

	// More than a laboratory has applications.
	private static final int STRIDE = 16;

	/** Two laboratories in one JVM share its process, and count on. */
	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private final IpCommand ip;

	private boolean available = true;

	private NetworkNamespaces(IpCommand ip) {
		this.ip = ip;
	}

	static NetworkNamespaces ofThisMachine() {
		return by("ip");
	}

	/** Has a program make them that may not exist, or may not be able to. */
	static NetworkNamespaces by(String program) {
		NetworkNamespaces namespaces = new NetworkNamespaces(new IpCommand(program));
		namespaces.sweep();
		return namespaces;
	}

	/** Removes those whose laboratory was killed. */
	private void sweep() {
		try {
			this.ip.run("netns", "list").lines().map((line) -> line.split(" ")[0]).forEach((name) -> {
				Matcher ours = OURS.matcher(name);
				if (ours.matches() && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
					logger.info("Removes {}, which a laboratory has left that was killed", name);
					NetworkNamespace.remove(this.ip, name);
				}
			});
		}
		catch (IOException ex) {
			unavailable(ex);
		}
	}

	/**
	 * Makes another one.
	 * @return it, or nothing if this machine can't do that
	 */
	synchronized Optional<NetworkNamespace> open() {
		if (!this.available) {
			return Optional.empty();
		}
		NetworkNamespace namespace = null;
		try {
			int number = NUMBERS.incrementAndGet();
			long process = ProcessHandle.current().pid();
			namespace = new NetworkNamespace(this.ip, process + "-" + number, subnet(process * STRIDE + number));
			namespace.open();
			return Optional.of(namespace);
		}
		catch (IOException ex) {
			unavailable(ex);
			if (namespace != null) {
				namespace.close();
			}
			return Optional.empty();
		}
	}

	private void unavailable(IOException ex) {
		this.available = false;
		logger.warn("No network namespaces here, so that links are stalled instead of unplugged: {}", ex.getMessage());
	}

	private static byte[] subnet(long first) throws IOException {
		for (int tried = 0; tried < SUBNETS; tried++) {
			int offset = (int) ((first + tried) % SUBNETS) * 4;
			byte[] subnet = { (byte) FIRST_BYTE, (byte) (SECOND_BYTE + (offset >> 16)), (byte) (offset >> 8),
					(byte) offset };
			byte[] outside = subnet.clone();
			outside[3]++;
			if (NetworkInterface.getByInetAddress(InetAddress.getByAddress(outside)) == null) {
				return subnet;
			}
		}
		throw new IOException("No addresses are left");
	}

}
