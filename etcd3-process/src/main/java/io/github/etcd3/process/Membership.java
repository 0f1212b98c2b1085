/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * One server's place in its cluster: what its next start is told of the members.
 */
final class Membership {

	private final String name;

	private final URI advertisedPeer;

	private volatile List<String> arguments;

	Membership(String name, URI advertisedPeer) {
		this.name = name;
		this.advertisedPeer = advertisedPeer;
		this.arguments = arguments(entry(), "new");
	}

	private static List<String> arguments(String entries, String state) {
		return List.of("--initial-cluster=" + entries, "--initial-cluster-state=" + state);
	}

	String name() {
		return this.name;
	}

	/**
	 * Where the other members reach this one.
	 */
	URI advertisedPeer() {
		return this.advertisedPeer;
	}

	String entry() {
		return this.name + '=' + this.advertisedPeer;
	}

	/** With its first start it and the others become a cluster. */
	void found(String entries) {
		this.arguments = arguments(entries, "new");
	}

	/** With its next start, without data, it comes to a cluster that exists. */
	void join(String entries) {
		this.arguments = arguments(entries, "existing");
	}

	/** Adds to the server's command what its next start is told. */
	List<String> complete(List<String> command) {
		return Stream.concat(command.stream(), this.arguments.stream()).toList();
	}

}
