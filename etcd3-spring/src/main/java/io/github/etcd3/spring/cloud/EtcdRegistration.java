/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;

import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;

import io.github.etcd3.spring.EtcdCall;

/**
 * An instance of a service that this application registers, itself as a rule, with an
 * {@link EtcdServiceRegistry}. Immutable but for its port, and thread-safe.
 */
public final class EtcdRegistration implements Registration {

	private final String serviceId;

	private final String instanceId;

	private final String host;

	private final IntSupplier port;

	private final boolean secure;

	private final Map<String, String> metadata;

	/**
	 * Creates a registration. Nothing is sent to etcd.
	 * @param serviceId the service, without a slash
	 * @param instanceId who it is, unique in the service, without a slash
	 * @param host where others reach it
	 * @param port where others reach it
	 * @param secure whether others have to use https
	 * @param metadata what else to tell of it
	 */
	public EtcdRegistration(String serviceId, String instanceId, String host, int port, boolean secure,
			Map<String, String> metadata) {
		this(serviceId, instanceId, host, () -> port, secure, metadata);
	}

	/**
	 * Creates a registration whose port is known later, when the server has started.
	 * Nothing is sent to etcd.
	 * @param serviceId the service, without a slash
	 * @param instanceId who it is, unique in the service, without a slash
	 * @param host where others reach it
	 * @param port tells where others reach it, from when it is registered on
	 * @param secure whether others have to use https
	 * @param metadata what else to tell of it
	 */
	public EtcdRegistration(String serviceId, String instanceId, String host, IntSupplier port, boolean secure,
			Map<String, String> metadata) {
		this.serviceId = requireSegment("A service's id", serviceId);
		this.instanceId = requireSegment("The instance id of " + EtcdCall.shown(serviceId), instanceId);
		if (!InstanceRecord.isHost(host)) {
			throw new IllegalArgumentException("The host of " + this + " is '" + EtcdCall.shown(host)
					+ "': give the name or address at which others reach it");
		}
		this.host = host;
		this.port = port;
		this.secure = secure;
		this.metadata = Map.copyOf(metadata);
		requireEncodable("service id", this.serviceId);
		requireEncodable("instance id", this.instanceId);
		this.metadata.forEach((key, value) -> {
			requireEncodable("metadata's key", key);
			requireEncodable("metadata's value", value);
		});
	}

	private void requireEncodable(String what, String text) {
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
			throw new IllegalArgumentException("The " + what + " of " + this + " is '" + EtcdCall.shown(text)
					+ "': it has half of a surrogate pair, which UTF-8 can't encode. Do not cut it inside a character");
		}
	}

	private static String requireSegment(String what, String id) {
		if (id.isBlank() || id.indexOf('/') >= 0) {
			throw new IllegalArgumentException(what + " is '" + EtcdCall.shown(id)
					+ "': it must have text and no slash, since it is a part of a key in etcd");
		}
		return id;
	}

	@Override
	public String getServiceId() {
		return this.serviceId;
	}

	@Override
	public String getInstanceId() {
		return this.instanceId;
	}

	@Override
	public String getHost() {
		return this.host;
	}

	/**
	 * Where others reach it.
	 * @return the port, 0 while it is not known
	 */
	@Override
	public int getPort() {
		return this.port.getAsInt();
	}

	@Override
	public boolean isSecure() {
		return this.secure;
	}

	@Override
	public String getScheme() {
		return this.secure ? "https" : "http";
	}

	@Override
	public URI getUri() {
		return ServiceInstance.createUri(this);
	}

	@Override
	public Map<String, String> getMetadata() {
		return this.metadata;
	}

	/** What the others find in etcd. */
	InstanceRecord toRecord() {
		int port = getPort();
		if (port < 1 || port > 65535) {
			throw new IllegalArgumentException("The port of " + this + " is " + port
					+ ": register it when its server has started, with a port from 1 to 65535");
		}
		return new InstanceRecord(this.host, port, this.secure, this.metadata);
	}

	@Override
	public String toString() {
		return EtcdCall.shown(this.serviceId + "/" + this.instanceId);
	}

}
