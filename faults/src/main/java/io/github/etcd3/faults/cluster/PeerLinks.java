/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.etcd3.process.EtcdProcess;

/**
 * The links between the members, each by who dialled and who was dialled.
 */
public final class PeerLinks implements AutoCloseable {

	private final Map<String, Link> links = new ConcurrentHashMap<>();

	private final Map<String, TcpProxy> proxies = new ConcurrentHashMap<>();

	private volatile List<EtcdProcess> members = List.of();

	PeerLinks() {
	}

	/** Gives the URL that a member tells the others. */
	URI advertise(String member, URI listening) {
		TcpProxy proxy = TcpProxy.start(listening.getPort(), (socket) -> link(socket, member));
		TcpProxy former = this.proxies.put(member, proxy);
		if (former != null) {
			former.close();
		}
		return proxy.uri();
	}

	void join(List<EtcdProcess> all) {
		this.members = all;
	}

	private Optional<Link> link(Socket accepted, String target) {
		return Diallers.find(accepted, this.members).map((dialler) -> dialled(dialler.name(), target));
	}

	private Link dialled(String from, String to) {
		return this.links.computeIfAbsent(from + '>' + to, (pair) -> new Link());
	}

	/**
	 * Changes all connections between two members, whoever dialled.
	 * @param one the one
	 * @param other the other
	 * @param state from now on, alike in both directions
	 */
	public void between(EtcdProcess one, EtcdProcess other, LinkState state) {
		dialled(one.name(), other.name()).set(state);
		dialled(other.name(), one.name()).set(state);
	}

	/**
	 * Passes nothing on from one member to another, but everything back.
	 * @param from who is not heard any more
	 * @param to by whom
	 */
	public void silence(EtcdProcess from, EtcdProcess to) {
		dialled(from.name(), to.name()).set(LinkState.HOLD_FORTH);
		dialled(to.name(), from.name()).set(LinkState.HOLD_BACK);
	}

	/**
	 * Passes everything on again.
	 */
	public void open() {
		this.links.values().forEach((link) -> link.set(LinkState.OPEN));
	}

	/**
	 * How many connections one member has dialled to another.
	 * @param from the dialler
	 * @param to the dialled
	 * @return a number from 0
	 */
	int connections(EtcdProcess from, EtcdProcess to) {
		return dialled(from.name(), to.name()).connections();
	}

	@Override
	public void close() {
		new ArrayList<>(this.proxies.values()).forEach(TcpProxy::close);
	}

}
