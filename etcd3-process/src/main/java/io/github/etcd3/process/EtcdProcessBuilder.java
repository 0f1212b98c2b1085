/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Settings of one server. Not for use by several threads.
 */
public final class EtcdProcessBuilder {

	private final Supplier<ReservedPort> freePorts;

	private final List<String> arguments = new ArrayList<>();

	private @Nullable EtcdBinary binary;

	private @Nullable EtcdTls tls;

	private String name = "member-0";

	private int clientPort;

	private boolean fsync;

	private BiFunction<String, URI, URI> advertisedPeer = (member, listening) -> listening;

	EtcdProcessBuilder() {
		this(ReservedPort::any);
	}

	EtcdProcessBuilder(Supplier<ReservedPort> freePorts) {
		this.freePorts = freePorts;
	}

	/**
	 * Adds arguments to the server's command line, such as
	 * {@code --quota-backend-bytes=16777216}.
	 * @param arguments in the form {@code --name=value}
	 * @return this builder
	 */
	public EtcdProcessBuilder arguments(String... arguments) {
		this.arguments.addAll(List.of(arguments));
		return this;
	}

	/**
	 * Serves clients over TLS; peers still talk plainly over loopback.
	 * @param tls the certificates
	 * @return this builder
	 */
	public EtcdProcessBuilder tls(EtcdTls tls) {
		this.tls = tls;
		return this;
	}

	/**
	 * Takes this port for clients, say that of a closed server that a new and empty one
	 * replaces, instead of any free one.
	 * @param clientPort the port
	 * @return this builder
	 */
	public EtcdProcessBuilder clientPort(int clientPort) {
		this.clientPort = clientPort;
		return this;
	}

	/**
	 * Waits for the disk at each write, as in production. Without this, etcd 3.5 and
	 * later do not; etcd 3.4 always does.
	 * @return this builder
	 */
	public EtcdProcessBuilder fsync() {
		this.fsync = true;
		return this;
	}

	/**
	 * Runs this etcd instead of the one that is found.
	 * @param binary what to run
	 * @return this builder
	 */
	public EtcdProcessBuilder binary(EtcdBinary binary) {
		this.binary = binary;
		return this;
	}

	/**
	 * Tells the other members a URL of another, say a proxy, that leads to where this one
	 * listens for them.
	 * @param advertisedPeer gives that URL for the member's name and the URL where it
	 * listens; called with each build
	 * @return this builder
	 */
	public EtcdProcessBuilder advertisePeer(BiFunction<String, URI, URI> advertisedPeer) {
		this.advertisedPeer = advertisedPeer;
		return this;
	}

	EtcdProcessBuilder name(String name) {
		this.name = name;
		return this;
	}

	/**
	 * Makes a server that does not run yet: its port is reserved, and refuses clients
	 * until {@link EtcdProcess#launch()}.
	 * @return the server
	 * @throws IllegalStateException if there is no usable etcd, or the port is taken
	 */
	public EtcdProcess build() {
		EtcdBinary etcd = (this.binary != null) ? this.binary : EtcdBinary.require();
		ReservedPort client = (this.clientPort != 0) ? ReservedPort.of(this.clientPort) : this.freePorts.get();
		MemberAddresses addresses = new MemberAddresses(client, this.freePorts.get(), this.freePorts.get(),
				this.tls != null);
		ProcessFolder folder = new ProcessFolder();
		List<String> command = new ArrayList<>(List.of(etcd.path().toString(), "--name=" + this.name,
				"--data-dir=" + folder.path().resolve("data"), "--logger=zap", "--log-outputs=stderr"));
		command.addAll(addresses.arguments());
		Membership membership = new Membership(this.name, this.advertisedPeer.apply(this.name, addresses.peer()));
		command.add("--initial-advertise-peer-urls=" + membership.advertisedPeer());
		if (!this.fsync && etcd.canSkipFsync()) {
			command.add("--unsafe-no-fsync");
		}
		if (this.tls != null) {
			command.addAll(this.tls.serverArguments());
		}
		command.addAll(this.arguments);
		Etcdctl etcdctl = new Etcdctl(etcd, folder, this.tls, List.of(addresses.client()));
		return new EtcdProcess(membership, addresses, folder, etcdctl, command);
	}

	/**
	 * Makes a server, starts it and waits until it is ready; on other ports if one was
	 * taken meanwhile.
	 * @return the running server
	 * @throws IllegalStateException if there is no usable etcd, or it ends or is not
	 * ready within 30 s; with the end of its log
	 */
	public EtcdProcess start() {
		return PortTakenException.retry(this::build, EtcdProcess::restart, EtcdProcess::close);
	}

}
