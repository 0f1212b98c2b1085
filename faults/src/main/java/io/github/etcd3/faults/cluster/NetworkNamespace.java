/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A network of its own for a process, joined to this one by a cable. While that is
 * unplugged all that either end sends is lost, and neither is told: both still have a
 * route and a carrier, but address a network card that nobody has.
 */
public final class NetworkNamespace implements AutoCloseable {

	/** What the names of namespaces begin with; the laboratory's process follows. */
	static final String PREFIX = "faults-";

	private static final Logger logger = LoggerFactory.getLogger(NetworkNamespace.class);

	private static final String INSIDE_DEVICE = "cable";

	private static final String OUTSIDE_CARD = "02:00:00:00:00:01";

	private static final String INSIDE_CARD = "02:00:00:00:00:02";

	private static final String NOBODYS_CARD = "02:00:00:00:00:03";

	private final IpCommand ip;

	private final String name;

	private final InetAddress outside;

	private final InetAddress inside;

	/**
	 * Makes none yet.
	 * @param ip what makes it
	 * @param owner the laboratory's process and a number, such as {@code 4711-1}
	 * @param subnet the first of four addresses, of which the second is outside and the
	 * third inside
	 */
	NetworkNamespace(IpCommand ip, String owner, byte[] subnet) {
		this.ip = ip;
		this.name = PREFIX + owner;
		this.outside = address(subnet, 1);
		this.inside = address(subnet, 2);
	}

	private static InetAddress address(byte[] subnet, int number) {
		byte[] address = subnet.clone();
		address[3] += (byte) number;
		try {
			return InetAddress.getByAddress(address);
		}
		catch (UnknownHostException ex) {
			throw new IllegalArgumentException("No IPv4 address", ex);
		}
	}

	/** At most 15 characters, as Linux demands. */
	private static String device(String namespace) {
		return "fl" + namespace.substring(PREFIX.length());
	}

	/**
	 * Makes it; the last step shows that a process can be started in it, and reaches us.
	 */
	void open() throws IOException {
		String device = device(this.name);
		this.ip.run("netns", "add", this.name);
		this.ip.run("link", "add", device, "address", OUTSIDE_CARD, "type", "veth", "peer", "name", INSIDE_DEVICE,
				"address", INSIDE_CARD, "netns", this.name);
		this.ip.run("address", "add", this.outside.getHostAddress() + "/30", "dev", device);
		this.ip.run("link", "set", device, "up");
		this.ip.run("-n", this.name, "address", "add", this.inside.getHostAddress() + "/30", "dev", INSIDE_DEVICE);
		this.ip.run("-n", this.name, "link", "set", INSIDE_DEVICE, "up");
		this.ip.run("-n", this.name, "link", "set", "lo", "up");
		addressCards(INSIDE_CARD, OUTSIDE_CARD);
		try (ServerSocket door = new ServerSocket(0, 1, this.outside)) {
			// A firewall may not let it through.
			this.ip.run("netns", "exec", this.name, "timeout", "5", "bash", "-c",
					"exec 3<>/dev/tcp/" + this.outside.getHostAddress() + "/" + door.getLocalPort());
		}
	}

	private void addressCards(String insideCard, String outsideCard) throws IOException {
		this.ip.run("neighbour", "replace", this.inside.getHostAddress(), "lladdr", insideCard, "dev",
				device(this.name), "nud", "permanent");
		this.ip.run("-n", this.name, "neighbour", "replace", this.outside.getHostAddress(), "lladdr", outsideCard,
				"dev", INSIDE_DEVICE, "nud", "permanent");
	}

	/**
	 * Where processes inside reach this process.
	 * @return an address of this machine that only they have a route to
	 */
	InetAddress outside() {
		return this.outside;
	}

	/**
	 * What a command begins with that is to run inside. It becomes the command itself: it
	 * is the same process.
	 * @return a program and its arguments
	 */
	List<String> launcher() {
		return List.of(this.ip.program(), "netns", "exec", this.name);
	}

	/**
	 * Loses all that is sent from now on.
	 */
	public void unplug() {
		plug(NOBODYS_CARD, NOBODYS_CARD);
	}

	/**
	 * Loses nothing any more.
	 */
	public void plug() {
		plug(INSIDE_CARD, OUTSIDE_CARD);
	}

	private void plug(String insideCard, String outsideCard) {
		try {
			addressCards(insideCard, outsideCard);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Removes it and the cable. Processes inside it go on without a network.
	 */
	@Override
	public void close() {
		remove(this.ip, this.name);
	}

	/** Removes what there is of it. */
	static void remove(IpCommand ip, String name) {
		attempt(ip, "link", "delete", device(name));
		attempt(ip, "netns", "delete", name);
	}

	private static void attempt(IpCommand ip, String... arguments) {
		try {
			ip.run(arguments);
		}
		catch (IOException ex) {
			logger.debug("Nothing to remove: {}", ex.getMessage());
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
