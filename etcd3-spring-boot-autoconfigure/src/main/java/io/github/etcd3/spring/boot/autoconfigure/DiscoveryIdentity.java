/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.net.InetAddress;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.commons.util.InetUtils;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.cloud.EtcdRegistration;

/**
 * Who this application is among the services, by its properties and, where they don't
 * say, by what is around.
 */
final class DiscoveryIdentity {

	private final EtcdProperties.Discovery properties;

	private final Environment environment;

	private final @Nullable InetUtils network;

	DiscoveryIdentity(EtcdProperties.Discovery properties, Environment environment, @Nullable InetUtils network) {
		this.properties = properties;
		this.environment = environment;
		this.network = network;
	}

	EtcdRegistration toRegistration(IntSupplier port) {
		Integer configured = this.properties.port();
		if (configured != null && (configured < 1 || configured > 65535)) {
			throw new InvalidEtcdSettingException("discovery.port", configured,
					"It must be from 1 to 65535; leave it out to register the web server's.");
		}
		String host = host();
		return new EtcdRegistration(serviceId(), instanceId(host), host, port, this.properties.secure(),
				this.properties.metadata());
	}

	private String host() {
		String configured = this.properties.host();
		if (StringUtils.hasText(configured)) {
			return configured;
		}
		InetAddress address = (this.network != null) ? this.network.findFirstNonLoopbackAddress() : null;
		if (address == null) {
			throw new InvalidEtcdSettingException("discovery.host", configured,
					"No address of this host was found: name the one at which others reach this application.");
		}
		// An address and not its name, which others may not be able to resolve.
		return address.getHostAddress();
	}

	private String serviceId() {
		String serviceId = Objects.requireNonNullElseGet(this.properties.serviceId(),
				() -> this.environment.getProperty("spring.application.name", "application"));
		return requireSegment("discovery.service-id", serviceId);
	}

	private String instanceId(String host) {
		String instanceId = Objects.requireNonNullElseGet(this.properties.instanceId(),
				() -> host + ":" + UUID.randomUUID().toString().substring(0, 8));
		return requireSegment("discovery.instance-id", instanceId);
	}

	private static String requireSegment(String setting, String id) {
		if (!StringUtils.hasText(id) || id.indexOf('/') >= 0) {
			throw new InvalidEtcdSettingException(setting, id,
					"It must have text and no slash, since it is a part of a key in etcd.");
		}
		return id;
	}

}
